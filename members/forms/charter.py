"""Accepting the charter: a box and a button, never a scroll."""

from django import forms
from django.utils.translation import gettext_lazy as _

MAX_NUMBER = 32767


class CharterAcceptForm(forms.Form):
    number = forms.IntegerField(min_value=1, max_value=MAX_NUMBER, widget=forms.HiddenInput)
    accepted = forms.BooleanField(
        label=_("J’ai lu la charte et je l’accepte"),
        error_messages={"required": _("Cochez la case pour accepter la charte.")},
    )
