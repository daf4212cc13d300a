"""What is said of a change to a text that was accepted or has appeared: a slip of the pen, or what it is about."""

from enum import StrEnum

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guards.versions import one_kind_of_lines
from journal.forms.fields import TextForm
from journal.models.correction import LENGTH


class Nature(StrEnum):
    SLIP = "slip"
    SUBSTANCE = "substance"


READ_AGAIN = {
    Nature.SLIP: gettext_lazy("Une coquille : l’article reste prêt."),
    Nature.SUBSTANCE: gettext_lazy("Un changement de fond : l’article repasse en relecture."),
}
TOLD_TO_READERS = {
    Nature.SLIP: gettext_lazy("Une coquille : la page ne le dit pas."),
    Nature.SUBSTANCE: gettext_lazy("Un changement de fond : la page le dit, avec la date du jour."),
}


def correction_fields(is_published):
    """The kind of change, and its sentence."""
    choices = TOLD_TO_READERS if is_published else READ_AGAIN
    said_to = (
        _("Une phrase pour qui a déjà lu ; elle paraît avec le texte.")
        if is_published
        else _("Une phrase pour qui relit ; elle part avec le message.")
    )
    return {
        "nature": forms.ChoiceField(
            label=_("Ce que vous changez"), choices=list(choices.items()), widget=forms.RadioSelect, required=False
        ),
        "correction": forms.CharField(
            label=_("Ce qui est corrigé"), max_length=LENGTH, required=False, help_text=said_to
        ),
    }


def check_correction(form, cleaned):
    """Refuse what is not said; a slip of the pen says nothing."""
    if not cleaned.get("nature"):
        form.add_error("nature", _("Dites si c’est une coquille ou un changement de fond."))
    elif cleaned["nature"] == Nature.SLIP:
        cleaned["correction"] = ""
    elif not cleaned.get("correction") and "correction" not in form.errors:
        form.add_error("correction", _("Dites en une phrase ce qui est corrigé."))


class CorrectionForm(forms.Form):
    """The question alone, for who brings back an older text."""

    def __init__(self, *args, is_published, **options):
        super().__init__(*args, **options)
        self.fields |= correction_fields(is_published)

    def clean(self):
        cleaned = super().clean()
        check_correction(self, cleaned)
        return cleaned


class Corrected:
    """A form that asks what kind of change it is when one of its ``words`` differs from what is stored."""

    words = ()
    of_the_moment = frozenset({"nature", "correction"})

    def ask_correction(self, is_published):
        self.fields |= correction_fields(is_published)

    @property
    def changed_data(self):
        return [name for name in super().changed_data if name not in self.of_the_moment]

    def clean(self):
        cleaned = super().clean()
        if "nature" in self.fields and self.is_reworded(cleaned):
            check_correction(self, cleaned)
        return cleaned

    def is_reworded(self, cleaned):
        return any(
            one_kind_of_lines(cleaned[name]) != one_kind_of_lines(self.initial.get(name))
            for name in self.words
            if name in cleaned
        )


class CorrectedForm(Corrected, TextForm):
    """A text of several hands that asks so."""

    def typed(self):
        return {name: value for name, value in super().typed().items() if name != "nature"}
