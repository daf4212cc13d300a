"""The checklist of an event, as its host writes and ticks it."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clock.words import in_words
from events.models.checklist import LONGEST_AHEAD, LONGEST_LABEL, MOST_ITEMS, lines_version, ticks_version
from guards.versions import VersionedForm
from ui.layout import PageFormHelper
from ui.words import one_line

LINE = re.compile(r"^J\s*[-\u2011\u2013\u2212]\s*([0-9]{1,3})\s*:?\s+(\S.*)$", re.IGNORECASE)


class ChecklistForm(VersionedForm):
    """One line a thing: « J-21 réserver la salle »."""

    lines = forms.CharField(
        label=gettext_lazy("À préparer"),
        max_length=(LONGEST_LABEL + 10) * MOST_ITEMS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("Une chose par ligne, avec le nombre de jours avant : « J-21 réserver la salle »."),
    )

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        items = list(event.checklist.all())
        self.fields["lines"].initial = "\n".join(map(str, items))
        self.keep_version(lines_version(items))
        self.helper = PageFormHelper(_("Enregistrer la liste"), cancel_url=event.get_absolute_url())

    def clean_lines(self):
        lines = [one_line(line) for line in self.cleaned_data["lines"].splitlines()]
        items = dict.fromkeys(read_item(line) for line in lines if line)
        if len(items) > MOST_ITEMS:
            raise forms.ValidationError(
                _("%(most)s lignes au plus : regroupez-en.") % {"most": in_words(MOST_ITEMS).capitalize()}
            )
        return list(items)


def read_item(line):
    """(days before, label) of one line."""
    found = LINE.match(line)
    if found is None:
        raise forms.ValidationError(
            _("« %(line)s » : commencez par le nombre de jours avant, par exemple « J-7 envoyer le rappel ».")
            % {"line": line}
        )
    days, label = int(found[1]), found[2]
    if days > LONGEST_AHEAD or len(label) > LONGEST_LABEL:
        raise forms.ValidationError(
            _("« %(line)s » : un an d’avance et %(most)s signes au plus par ligne.")
            % {"line": line[:LONGEST_LABEL], "most": LONGEST_LABEL}
        )
    return days, label


class TickForm(VersionedForm):
    """A box for each thing to prepare."""

    done = forms.ModelMultipleChoiceField(label=gettext_lazy("Ce qui est fait"), queryset=None, required=False)

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = list(event.checklist.select_related("event", "done_by"))
        self.fields["done"].queryset = event.checklist.all()
        self.fields["done"].initial = [item.pk for item in self.items if item.is_done]
        self.keep_version(ticks_version(self.items))

    def rows(self):
        """The things to prepare, each with whether its box is ticked."""
        ticked = {str(number) for number in self["done"].value() or ()}
        return [(item, str(item.pk) in ticked) for item in self.items]
