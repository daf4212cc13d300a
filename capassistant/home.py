"""What the home page of a member is made of: what waits, what comes next, what is new.

Every reader of « Vous attendent » (home page, bell) asks ``awaiting``: one list, one count.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event, Registration
from journal.models import Article, Issue
from members import charter
from members.models import Member
from ui.templatetags.ui import clock, day_long

SHOWN = 3
NEW_ISSUE = timedelta(days=21)
NEW_MEMBER = timedelta(days=60)


@dataclass(frozen=True)
class Awaited:
    """One thing that waits for the reader: an index tab, a sentence, one act."""

    tab: str
    icon: str
    title: str
    text: str
    label: str
    url: str
    is_pressing: bool = False


def awaiting(member):
    """What waits for ``member``, the most pressing first; at most one query."""
    return [*_charter(member), *_welcome(member), *_texts_and_requests(member)]


def _charter(member):
    status = charter.status_for(member)
    if not status.is_asked:
        return
    if status.state == "due":
        tab, text = _("Charte à accepter"), _("Vous pourrez ensuite vous inscrire et publier.")
    else:
        tab = _("Charte à accepter avant le %(day)s") % {"day": day_long(status.deadline)}
        text = _("Jusque-là, rien ne change pour vous.")
    yield Awaited(
        tab, "handshake", _("La charte de la communauté"), text, _("Lire et accepter"), reverse("members:charter"), True
    )


def _welcome(member):
    if member.welcomed_at is None and member.joined_on and member.joined_on > timezone.localdate() - NEW_MEMBER:
        yield Awaited(
            _("Bienvenue"),
            "hand-waving",
            _("Présentez-vous en deux minutes"),
            _("Votre profil, ce que vous pouvez apporter, la charte : trois pages courtes."),
            _("Commencer"),
            reverse("members:welcome"),
        )


def _texts_and_requests(member):
    """Texts to take up again or to review, and requests to join, read in one query."""
    mine = Q(state=Article.State.CHANGES_REQUESTED, authorships__member=member.pk)
    if member.has_perm("journal.review_article"):
        mine |= Q(state=Article.State.SUBMITTED) & ~Q(authorships__member=member.pk)
    rows = (
        Article.objects.filter(mine)
        .order_by()
        .values_list("state", Cast("pk", CharField()), "title")
        .distinct()
    )
    if member.has_perm("members.invite_member"):
        requests = Member.objects.filter(state=Member.State.AWAITING, emailaddress__verified=True).order_by()
        rows = rows.union(
            requests.values_list("state", Cast("pk", CharField()), Value("", output_field=CharField())), all=True
        )
    rows = list(rows.order_by("state")[:50])
    yield from (_text(*row) for row in rows if row[0] != Member.State.AWAITING)
    yield from _requests(sum(state == Member.State.AWAITING for state, *_rest in rows))


def _text(state, pk, title):
    url = reverse("journal:article_edit", args=[pk])
    if state == Article.State.SUBMITTED:
        return Awaited(
            _("À relire"), "eyeglasses", title, _("Ce texte attend une relecture du comité."), _("Relire"), url
        )
    return Awaited(
        _("Texte à reprendre"), "pencil-simple", title, _("Le comité éditorial vous propose des corrections."),
        _("Reprendre mon texte"), url,
    )  # fmt: skip


def _requests(count):
    if count:
        yield Awaited(
            _("Demandes d’adhésion"),
            "user-circle",
            ngettext("%(count)s personne attend une réponse", "%(count)s personnes attendent une réponse", count)
            % {"count": count},
            _("Acceptez ou refusez, avec un mot."),
            _("Voir les demandes"),
            reverse("admin:members_member_changelist") + "?state__exact=awaiting",
        )


def next_registrations(member):
    """The next places and ranks of ``member``, the nearest first."""
    return list(
        Registration.objects.live()
        .with_rank()
        .filter(member=member, event__state=Event.State.PUBLISHED, event__ends_at__gt=timezone.now())
        .select_related("event__site")
        .defer("event__description", "event__search_vector")
        .order_by("event__starts_at", "pk")[:SHOWN]
    )


def suggestion(member):
    """The next event open to all in which ``member`` could take a place, or ``None``."""
    now = timezone.now()
    opened = Q(registration_opens_at__isnull=True) | Q(registration_opens_at__lte=now)
    unclosed = Q(registration_closes_at__isnull=True) | Q(registration_closes_at__gt=now)
    coming = Event.objects.visible_to(member).with_free_seats().filter(opened, unclosed, starts_at__gt=now)
    return coming.exclude(registrations__member=member.pk).order_by("starts_at", "pk").first()


def latest_issue(member):
    """The last published issue and its two first articles."""
    issue = Issue.objects.published().newest_first().first()
    if issue is None:
        return None, []
    articles = Article.objects.visible_to(member).filter(issue=issue).light().select_related("section", "issue")
    return issue, list(articles.in_order()[:2])


def newcomers(member):
    """The last members to have arrived, for « Bienvenue à… »."""
    arrived = Member.objects.visible_to(member).filter(joined_on__gt=timezone.localdate() - NEW_MEMBER)
    return list(arrived.exclude(pk=member.pk).select_related("site", "department").order_by("-joined_on", "pk")[:SHOWN])


@dataclass(frozen=True)
class Fragment:
    """A piece of the opening sentence: words around one link."""

    before: str
    link: str
    url: str
    after: str = "."


def brief(member, registrations, issue, awaited, proposal):
    """The opening sentence: at most four facts, each a link, in order of nearness."""
    fragments = [*_next_event(registrations), *_waiting_for_you(awaited), *_new_issue(issue)]
    if not fragments and proposal:
        fragments = [Fragment(_("Rien ne vous attend. Le prochain rendez-vous ouvert à tous est"), proposal.title, proposal.get_absolute_url())]
    return fragments[:4]


def _next_event(registrations):
    for registration in registrations:
        event = registration.event
        if registration.status == Registration.Status.CONFIRMED:
            before = _("%(when)s à %(hour)s, vous suivez") % {"when": _when(event), "hour": clock(event.starts_at)}
            yield Fragment(before[:1].upper() + before[1:], event.title, event.get_absolute_url())
            return


def _when(event):
    days = (timezone.localdate(event.starts_at) - timezone.localdate()).days
    return {0: _("aujourd’hui"), 1: _("demain")}.get(days) or day_long(event.starts_at)


def _waiting_for_you(awaited):
    if awaited:
        count = ngettext("%(count)s sujet", "%(count)s sujets", len(awaited)) % {"count": len(awaited)}
        yield Fragment("", count, "#a-traiter", ngettext(" vous attend.", " vous attendent.", len(awaited)))


def _new_issue(issue):
    if issue and issue.published_at > timezone.now() - NEW_ISSUE:
        link = _("numéro %(number)s du Journal") % {"number": issue.number}
        yield Fragment(_("Le"), link, issue.get_absolute_url(), _(" vient de paraître."))
