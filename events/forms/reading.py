"""Two people write to the same event at once: the second one is told what differs, and loses nothing typed."""

from django import forms
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

OF_THE_MOMENT = {"read_at", "add_hosts", "remove_hosts", "scope"}
"""Fields that hold nothing of what is stored."""


class ReadAtForm(forms.ModelForm):
    """Knows when the event that its page shows was last changed."""

    read_at = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["read_at"] = self.instance.changed_at.isoformat()

    def check_reading(self):
        """Refuse once what would silently undo a change that its author has not seen."""
        typed, stored = self.cleaned_data.get("read_at"), self.initial.get("read_at")
        names = [name for name in self.changed_data if name not in OF_THE_MOMENT]
        if not typed or typed == stored or not names:
            return
        labels = [str(self.fields[name].label) for name in names]
        by = self.instance.changed_by
        self.add_error(
            None,
            _(
                "%(person)s a modifié ce rendez-vous pendant que vous écriviez. Chez vous diffèrent de ce qui est"
                " enregistré : %(fields)s. Vérifiez, puis enregistrez encore pour garder votre version."
            )
            % {"person": by.full_name if by else _("Quelqu’un"), "fields": get_text_list(labels, _("et"))},
        )
        self.data = self.data.copy()
        self.data[self.add_prefix("read_at")] = stored
