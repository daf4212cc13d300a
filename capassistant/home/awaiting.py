"""« Vous attendent »: what waits for a member's answer, at most three things, the most pressing first.

Home page, bell and opening sentence all ask ``awaiting``: one list, one count.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import CharField, Count, DateTimeField, F, Min, Q, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clock.words import clock, day_long
from events.models import Event, Registration
from journal.models import Article
from mailing.addresses import blocked
from members import charter
from members.models import Member

SHOWN = 3
NEW_MEMBER = timedelta(days=60)
NEW_PLACE = timedelta(days=3)
BLOCKED = "address"


@dataclass(frozen=True)
class Fragment:
    """A piece of the opening sentence: words around one link."""

    before: str
    link: str
    url: str
    after: str = "."


@dataclass(frozen=True)
class Answer:
    """A button that answers right there."""

    label: str
    url: str
    css: str
    status: str = ""


@dataclass(frozen=True)
class Awaited:
    """An index tab, a sentence, one act or its answers; ``said`` is how the opening sentence tells it."""

    tab: str
    icon: str
    title: str
    text: str
    label: str
    url: str
    said: Fragment
    is_pressing: bool = False
    answers: tuple[Answer, ...] = ()
    lapses: bool = False


def awaiting(member):
    """What waits for ``member``, what lapses before all else, then what presses; at most one query."""
    items = [*_charter(member), *_welcome(member), *_counted(member)]
    return sorted(items, key=lambda item: (not item.lapses, not item.is_pressing))[:SHOWN]


def _charter(member):
    status = charter.status_for(member)
    if not status.is_asked:
        return
    if status.state == "due":
        tab, text = _("Charte à accepter"), _("Vous pourrez ensuite vous inscrire et publier.")
    else:
        tab = _("Charte à accepter avant le %(day)s") % {"day": day_long(status.deadline)}
        text = _("Jusque-là, rien ne change pour vous.")
    url = reverse("members:charter")
    yield Awaited(
        tab, "handshake", _("La charte de la communauté"), text, _("Lire et accepter"), url,
        Fragment(_("La communauté attend"), _("votre accord sur la charte"), url), is_pressing=True,
    )  # fmt: skip


def _welcome(member):
    if member.welcomed_at is None and member.joined_on and member.joined_on > timezone.localdate() - NEW_MEMBER:
        url = reverse("members:welcome")
        yield Awaited(
            _("Bienvenue"),
            "hand-waving",
            _("Présentez-vous en deux minutes"),
            _("Votre profil, ce que vous pouvez apporter, la charte : trois pages courtes."),
            _("Commencer"),
            url,
            Fragment(_("La communauté a hâte de"), _("vous connaître"), url),
        )


def _counted(member):
    """Places, texts and requests: one query tells how many of each, and the first of them."""
    first, *others = _sources(member)
    rows = first.union(*others, all=True).order_by("total")
    found = {kind: (total, *rest) for kind, total, *rest in rows}
    for kind, sentence in SENTENCES.items():
        if kind in found:
            yield sentence(*found[kind])


def _sources(member):
    """Rows (kind, how many, key, title, slug, until when), at most one of each kind."""
    now = timezone.now()
    offers = Registration.objects.offered().filter(member=member.pk, offer_expires_at__gt=now)
    yield _grouped(
        offers.filter(event__state=Event.State.PUBLISHED, event__starts_at__gt=now),
        "status", "event_id", "event__title", "event__slug", until="offer_expires_at",
        starts="event__starts_at",
    )  # fmt: skip
    yield _grouped(
        Registration.objects.confirmed().filter(
            member=member.pk,
            promoted_at__gt=now - NEW_PLACE,
            event__state=Event.State.PUBLISHED,
            event__starts_at__gt=now,
        ),
        "status", "event_id", "event__title", "event__slug",
    )  # fmt: skip
    mine = Article.objects.written_by(member)
    yield _grouped(mine.filter(state=Article.State.CHANGES_REQUESTED), "state", "pk", "title")
    yield _blocked_address(member)
    if member.has_perm("journal.review_article"):
        others = Article.objects.exclude(pk__in=mine.values("pk"))
        yield _grouped(others.filter(state=Article.State.SUBMITTED), "state", "pk", "title")
    if member.has_perm("members.invite_member"):
        asking = Q(state=Member.State.AWAITING, emailaddress__verified=True)
        yield _grouped(Member.objects.filter(asking), "state", "pk", NOTHING)


NOTHING = Value("")
NEVER = Cast(Value(None), DateTimeField())


def _blocked_address(member):
    """The address of ``member``, when nothing more is sent to it."""
    rows = blocked().filter(address=member.email.lower()).order_by()
    return rows.annotate(
        kind=Value(BLOCKED),
        total=Value(1),
        first_key=Cast("pk", CharField()),
        first_title=F("address"),
        first_slug=NOTHING,
        first_until=NEVER,
        first_start=NEVER,
    ).values_list("kind", "total", "first_key", "first_title", "first_slug", "first_until", "first_start")


def _grouped(rows, kind, key, title, slug=NOTHING, until=NEVER, starts=NEVER):
    return (
        rows.order_by()
        .values(kind)
        .annotate(
            total=Count("pk"),
            first_key=Min(Cast(key, CharField())),
            first_title=Min(title, output_field=CharField()),
            first_slug=Min(slug, output_field=CharField()),
            first_until=Min(until, output_field=DateTimeField()),
            first_start=Min(starts, output_field=DateTimeField()),
        )
        .values_list(kind, "total", "first_key", "first_title", "first_slug", "first_until", "first_start")
    )


def _offer(total, pk, title, slug, until, start):
    """Places offered: one is answered right there, several on the page of my registrations."""
    if total > 1:
        url, answers = reverse("events:my_registrations"), ()
        title = ngettext("%(n)s rendez-vous", "%(n)s rendez-vous", total) % {"n": total}
    else:
        url = reverse("events:event_detail", args=[pk, slug])
        answers = (
            Answer(_("Je prends la place"), reverse("events:event_place", args=[pk, slug]), "btn-cire"),
            Answer(
                _("Je cède mon tour"), reverse("events:event_leave", args=[pk, slug]), "btn-outline-primary", "offered"
            ),
        )
    text = _("Sans réponse, la place ira à la personne suivante.")
    if total == 1:
        text = f"{day_long(start).capitalize()}, {clock(start)}. {text}"
    tab = _("Place libérée, à confirmer avant le %(day)s, %(hour)s") % {"day": day_long(until), "hour": clock(until)}
    return Awaited(
        tab, "ticket", title, text, _("Répondre"), url,
        Fragment(_("Une place vous est proposée :"), title, url), is_pressing=True, answers=answers, lapses=True,
    )  # fmt: skip


def _place(total, pk, title, slug, *_rest):
    if total > 1:
        url = reverse("events:my_registrations")
        title = ngettext("%(n)s rendez-vous", "%(n)s rendez-vous", total) % {"n": total}
    else:
        url = reverse("events:event_detail", args=[pk, slug])
    text = _("Vous étiez sur la liste d’attente, votre inscription est confirmée. Un empêchement ? Rendez la place.")
    said = Fragment(_("Une place s’est libérée pour vous :"), title, url)
    return Awaited(_("Une place pour vous"), "ticket", title, text, _("Voir ma place"), url, said, is_pressing=True)


def _to_resume(total, pk, title, *_rest):
    url = reverse("journal:article_edit", args=[pk]) if total == 1 else reverse("journal:my_articles")
    if total > 1:
        title = ngettext("%(n)s texte", "%(n)s textes", total) % {"n": total}
    return Awaited(
        _("Texte à reprendre"), "pencil-simple", title, _("Le comité éditorial vous propose des corrections."),
        _("Reprendre mon texte"), url, Fragment(_("Le comité éditorial vous renvoie"), title, url),
    )  # fmt: skip


def _to_review(total, pk, title, *_rest):
    url = reverse("journal:article_edit", args=[pk]) if total == 1 else reverse("journal:board")
    count = ngettext("%(n)s texte", "%(n)s textes", total) % {"n": total}
    after = ngettext(" attend votre relecture.", " attendent votre relecture.", total)
    return Awaited(
        _("À relire"), "eyeglasses", title if total == 1 else count, _("Le comité n’a pas encore répondu."),
        _("Relire"), url, Fragment("", count, url, after),
    )  # fmt: skip


def _requests(total, *_first):
    url = reverse("admin:members_member_changelist") + "?state__exact=awaiting"
    count = ngettext("%(n)s personne", "%(n)s personnes", total) % {"n": total}
    title = ngettext("%(n)s personne attend une réponse", "%(n)s personnes attendent une réponse", total)
    after = ngettext(" demande à nous rejoindre.", " demandent à nous rejoindre.", total)
    return Awaited(
        _("Demandes d’adhésion"), "user-circle", title % {"n": total}, _("Acceptez ou refusez, avec un mot."),
        _("Voir les demandes"), url, Fragment("", count, url, after),
    )  # fmt: skip


def _blocked(_total, _pk, address, *_rest):
    url = reverse("members:community")
    text = _(
        "Elle a refusé trois messages de suite : plus rien n’y part. Vérifiez-la : la core-team la corrige si elle a"
        " changé, ou lève le blocage si elle est juste."
    )
    said = Fragment(_("Vos e-mails n’arrivent plus :"), _("prévenez la core-team"), url)
    return Awaited(
        _("Adresse à vérifier"), "envelope-simple", address, text, _("Qui prévenir"), url, said, is_pressing=True
    )


SENTENCES = {
    BLOCKED: _blocked,
    Registration.Status.OFFERED: _offer,
    Registration.Status.CONFIRMED: _place,
    Article.State.CHANGES_REQUESTED: _to_resume,
    Article.State.SUBMITTED: _to_review,
    Member.State.AWAITING: _requests,
}
"""Each kind in the order in which it is told."""
