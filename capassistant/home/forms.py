"""What a person types in what composes the apps: the search box and the language."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Rechercher"),
        max_length=100,
        required=False,
        error_messages={"max_length": _("Raccourcissez votre recherche : cent caractères suffisent.")},
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control form-control-lg"}),
    )


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Langue"), choices=settings.LANGUAGES)
    next = forms.CharField(required=False, max_length=500)
