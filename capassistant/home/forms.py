"""What a person types in what composes the apps: the search box and the language."""

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from clock.words import in_words_later

LONGEST = 100
TOO_LONG = format_lazy(_("Raccourcissez votre recherche : {most} caractères suffisent."), most=in_words_later(LONGEST))


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Rechercher"),
        max_length=LONGEST,
        required=False,
        error_messages={"max_length": TOO_LONG},
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control form-control-lg"}),
    )


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Langue"), choices=settings.LANGUAGES)
    next = forms.CharField(required=False, max_length=500)
