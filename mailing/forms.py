"""What a member chooses: a question for each subject of ``topics.CHOICES``."""

from typing import Any

from django import forms
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from clock import workdays
from clock.words import hour_later
from mailing.topics import CHOICES, Choice, Habit, Topic

QUESTIONS: dict[str, Any] = {
    Topic.AGENDA: _("Les nouveaux rendez-vous"),
    Topic.JOURNAL: _("Les parutions du Journal"),
    Topic.REMINDER: _("Me rappeler mes rendez-vous"),
    Habit.QUIET_HOURS: _("Respecter mes heures calmes"),
    Habit.INVITATIONS: _("Joindre les invitations de calendrier"),
}
HELP: dict[str, Any] = {
    Topic.REMINDER: _(
        "Chaque rappel dit où venir et permet de rendre votre place. S’il tombe un week-end ou un jour férié, il part"
        " le dernier jour ouvré avant."
    ),
    Habit.QUIET_HOURS: format_lazy(
        _(
            "Rien n’arrive de {evening} à {morning}, le week-end et les jours fériés, sauf un changement de dernière"
            " minute, la confirmation de ce que vous venez de faire et ce qui concerne votre compte."
        ),
        evening=hour_later(workdays.CLOSES),
        morning=hour_later(workdays.OPENS),
    ),
    Habit.INVITATIONS: _("Outlook range alors lui-même vos rendez-vous dans votre agenda."),
    Topic.AGENDA: format_lazy(
        _("Le résumé part le lundi à {morning}, et seulement s’il y a quelque chose à dire."),
        morning=hour_later(workdays.OPENS),
    ),
}


class ChoicesForm(forms.Form):
    """One group of radio buttons a subject; ``chosen`` is what holds now."""

    def __init__(self, *args: Any, chosen: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": chosen, **kwargs})
        for subject, choices in CHOICES.items():
            self.fields[str(subject)] = forms.ChoiceField(
                label=QUESTIONS[subject],
                help_text=HELP.get(subject, ""),
                choices=[(choice.value, capfirst(Choice(choice).label)) for choice in choices],
                widget=forms.RadioSelect,
            )
