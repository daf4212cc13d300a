"""How one comes: alone or with somebody."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.panel.parts import guests_labels
from ui.layout import PageFormHelper

CHOOSE = gettext_lazy("Choisissez une des réponses proposées.")


class GuestsForm(forms.Form):
    guests = forms.TypedChoiceField(
        coerce=int, widget=forms.RadioSelect, error_messages={"required": CHOOSE, "invalid_choice": CHOOSE}
    )

    def __init__(self, *args, event, guests, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["guests"].label = _("Je viens")
        self.fields["guests"].choices = list(enumerate(guests_labels(event.guests_allowed)))
        self.fields["guests"].initial = guests
        self.helper = PageFormHelper(_("Enregistrer"), cancel_url=event.get_absolute_url())
