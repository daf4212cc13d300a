"""How one comes: on site or on screen, alone or with somebody."""

from django import forms
from django.utils.translation import gettext as _

from events.models import Seating
from ui.layout import PageFormHelper


class SeatingForm(forms.Form):
    """The way to come; what it does not know is the main one."""

    seating = forms.ChoiceField(choices=Seating, required=False)

    def chosen(self):
        return self.cleaned_data["seating"] or Seating.MAIN if self.is_valid() else Seating.MAIN


class GuestsForm(forms.Form):
    guests = forms.TypedChoiceField(coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args, event, registration, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [
            (0, _("Je viens seule ou seul")),
            (1, _("Je viens avec une personne")),
            (2, _("Avec deux personnes")),
        ]
        self.fields["guests"].choices = choices[: event.guests_allowed + 1]
        self.fields["guests"].label = _("Combien serez-vous ?")
        self.fields["guests"].initial = registration.guests if registration else 0
        self.helper = PageFormHelper(_("Enregistrer"), cancel_url=event.get_absolute_url())
