"""What messages are about, and what a member may choose: one table, so that no two choices contradict each other.

A topic without a line in ``CHOICES`` concerns the reader herself or himself: it leaves at once, always.
"""

from django.conf import settings
from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Topic(TextChoices):
    ACCOUNT = "account", _("mon compte et mes droits")
    SEAT = "seat", _("mes inscriptions")
    TEXT = "text", _("mes textes et leur relecture")
    HOSTING = "hosting", _("les rendez-vous que j’anime")
    COMMUNITY = "community", _("la vie de la communauté")
    CONTACT = "contact", _("mes échanges avec la core-team")
    EDITORIAL = "editorial", _("mes échanges avec le comité éditorial")
    AGENDA = "agenda", _("les nouveaux rendez-vous")
    JOURNAL = "journal", _("les parutions du Journal")
    REMINDER = "reminder", _("les rappels de mes rendez-vous")
    DIGEST = "digest", _("le résumé du lundi")


class Habit(TextChoices):
    """What is chosen beside topics: it holds for every message."""

    QUIET_HOURS = "quiet_hours", _("les heures calmes")
    INVITATIONS = "invitations", _("les invitations de calendrier")


class Choice(TextChoices):
    AT_ONCE = "at_once", _("tout de suite")
    WEEKLY = "weekly", _("dans le résumé du lundi")
    WEEK = "week", _("une semaine avant")
    DAY = "day", _("la veille")
    HOUR = "hour", _("une heure avant")
    DAY_AND_HOUR = "day_and_hour", _("la veille et une heure avant")
    WEEK_AND_DAY = "week_and_day", _("une semaine avant et la veille")
    ALL_THREE = "all_three", _("une semaine avant, la veille et une heure avant")
    NEVER = "never", _("jamais")
    YES = "yes", _("oui")
    NO = "no", _("non")


RHYTHMS = (Choice.AT_ONCE, Choice.WEEKLY, Choice.NEVER)
SWITCH = (Choice.YES, Choice.NO)
CHOICES: dict[str, tuple[Choice, ...]] = {
    Topic.AGENDA: RHYTHMS,
    Topic.JOURNAL: RHYTHMS,
    Topic.REMINDER: (
        Choice.WEEK,
        Choice.DAY,
        Choice.HOUR,
        Choice.WEEK_AND_DAY,
        Choice.DAY_AND_HOUR,
        Choice.ALL_THREE,
        Choice.NEVER,
    ),  # fmt: skip
    Habit.QUIET_HOURS: SWITCH,
    Habit.INVITATIONS: SWITCH,
}
"""Everything that may be chosen, with the possible answers in the order in which they are offered."""

DEFAULTS: dict[str, Choice] = {
    Topic.AGENDA: Choice.WEEKLY,
    Topic.JOURNAL: Choice.AT_ONCE,
    Topic.REMINDER: Choice.DAY,
    Habit.QUIET_HOURS: Choice.YES,
    Habit.INVITATIONS: Choice.YES,
}

REASONS: dict[str, Promise] = {
    Topic.ACCOUNT: _("Il concerne un compte ou des droits ; il part toujours tout de suite."),
    Topic.SEAT: _("Il concerne un rendez-vous que vous avez prévu ; il part toujours, quels que soient vos choix."),
    Topic.TEXT: _(
        "Vous signez cet article, vous y avez pris part ou vous êtes du comité éditorial ; il part toujours,"
        " quels que soient vos choix."
    ),
    Topic.HOSTING: _("Vous animez ce rendez-vous, ou l’avez animé ; il part toujours, quels que soient vos choix."),
    Topic.COMMUNITY: _("Il concerne la vie de la communauté et attend quelque chose de vous ; il part toujours."),
    Topic.CONTACT: _("Vous avez écrit à la core-team, ou vous en faites partie ; il part toujours."),
    Topic.EDITORIAL: _("Vous avez écrit au comité éditorial, ou vous en faites partie ; il part toujours."),
    Topic.AGENDA: _("Vous suivez les nouveaux rendez-vous de la communauté."),
    Topic.JOURNAL: _("Vous êtes membre de la communauté et le Journal vient de paraître ; une fois par numéro."),
    Topic.REMINDER: _("Vous avez demandé un rappel avant vos rendez-vous."),
    Topic.DIGEST: _("Vous avez choisi de recevoir une partie des nouvelles en une fois, le lundi."),
}
"""« Pourquoi ce message ? », in the words of each mail."""

RESERVED = {Topic.TEXT: "journal.view_draft", Topic.EDITORIAL: "contact.answer_editorial"}
"""Topics whose messages quote what only who holds this right may read."""


OF_THE_COMMITTEE = frozenset({Topic.TEXT, Topic.JOURNAL, Topic.EDITORIAL})
"""Topics whose answers go to the editorial committee, when to nobody in particular."""


def box_of(topic: str) -> str:
    """The mailbox that takes the answers to a message about ``topic`` which names nobody who does."""
    return settings.CONTACTS["editorial" if topic in OF_THE_COMMITTEE else "core_team"]


def may_stop(topic: str) -> bool:
    """Whether one click is enough to receive nothing more of ``topic``."""
    return topic == Topic.DIGEST or Choice.NEVER in CHOICES.get(topic, ())


def anchor_of(topic: str) -> str:
    """The place of the page of choices that tells of ``topic``: its row, or what always arrives.

    The row of new events says when the digest leaves.
    """
    subject = Topic.AGENDA if topic == Topic.DIGEST else topic
    return f"choix-{subject}" if subject in CHOICES else "toujours"
