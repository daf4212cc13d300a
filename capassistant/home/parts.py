"""What the home page of a member is made of, beside « Vous attendent »: what comes next, what is new."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from capassistant.home.awaiting import NEW_MEMBER, Fragment
from clock.words import clock, day_long
from events.models import Event, Registration
from journal.models import Article, Issue
from members.models import Member

SHOWN = 3
SAID = 4
NEW_ISSUE = timedelta(days=30)


@dataclass(frozen=True)
class Engagement:
    """One of my dates: a place, a rank in the line, or an event that I run."""

    event: Event
    registration: Registration | None = None

    @property
    def is_hosted(self):
        return self.registration is None

    @property
    def is_sure(self):
        return self.is_hosted or self.registration.is_confirmed


def engagements(member):
    """The next dates of ``member``, the nearest first."""
    now = timezone.now()
    registrations = (
        Registration.objects.live()
        .with_rank()
        .filter(member=member, event__state=Event.State.PUBLISHED, event__ends_at__gt=now)
        .select_related("event__site")
        .defer("event__description", "event__search_vector")
        .order_by("event__starts_at", "pk")[:SHOWN]
    )
    hosted = light(Event.objects.published().hosted_by(member).upcoming(now))[:SHOWN]
    mine = [Engagement(row.event, row) for row in registrations] + [Engagement(event) for event in hosted]
    return sorted(mine, key=lambda mine: (mine.event.starts_at, mine.event.pk))[:SHOWN]


def suggestion(member):
    """The next event open to all in which ``member`` could take a place, or ``None``."""
    coming = Event.objects.visible_to(member).with_free_seats().taking_registrations()
    unknown = coming.exclude(registrations__member=member.pk)
    return light(unknown).order_by("starts_at", "pk").first()


def light(events):
    """Without the long columns, with the site that lists show."""
    return events.select_related("site").defer("description", "search_vector")


def latest_issue(member):
    """The last published issue and its two first articles."""
    issue = Issue.objects.visible_to(member).published().newest_first().first()
    if issue is None:
        return None, []
    articles = Article.objects.visible_to(member).filter(issue=issue).light().select_related("section", "issue")
    return issue, list(articles.in_order()[:2])


def newcomers(member):
    """The last members to have arrived, for « Bienvenue à… »."""
    arrived = Member.objects.visible_to(member).filter(joined_on__gt=timezone.localdate() - NEW_MEMBER)
    return list(arrived.exclude(pk=member.pk).select_related("site", "department").order_by("-joined_on", "pk")[:SHOWN])


def brief(engagements, awaited, issue, proposal):
    """The opening sentence: at most four facts, each a link, the nearest first."""
    fragments = [*_next_event(engagements), *(item.said for item in awaited), *_new_issue(issue)]
    if not fragments and proposal:
        before = _("Rien ne vous attend. Le prochain rendez-vous ouvert à tous est")
        fragments = [Fragment(before, proposal.title, proposal.get_absolute_url())]
    return fragments[:SAID]


def _next_event(engagements):
    """The first one that is sure, and near enough to be said."""
    for mine in engagements:
        if mine.is_sure:
            said = _("%(when)s à %(hour)s, vous animez") if mine.is_hosted else _("%(when)s à %(hour)s, vous suivez")
            before = said % {"when": _when(mine.event), "hour": clock(mine.event.starts_at)}
            yield Fragment(before[:1].upper() + before[1:], mine.event.title, mine.event.get_absolute_url())
            return


def _when(event):
    days = (timezone.localdate(event.starts_at) - timezone.localdate()).days
    return {0: _("aujourd’hui"), 1: _("demain")}.get(days) or day_long(event.starts_at)


def _new_issue(issue):
    if issue and issue.published_at > timezone.now() - NEW_ISSUE:
        link = _("numéro %(number)s du Journal") % {"number": issue.number}
        yield Fragment(_("Le"), link, issue.get_absolute_url(), _(" vient de paraître."))
