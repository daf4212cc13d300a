"""What a person types in what composes the apps: the search box and the language."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from clock.words import in_words_later

LONGEST = 100
LAST_PAGE = 10_000
TOO_LONG = format_lazy(_("Raccourcissez votre recherche : {most} caractères suffisent."), most=in_words_later(LONGEST))


class SearchForm(forms.Form):
    """What is looked for; ``dans`` asks for all answers of one group, ``tel_quel`` for no other spelling."""

    q = forms.CharField(
        label=_("Rechercher"),
        max_length=LONGEST,
        required=False,
        error_messages={"max_length": TOO_LONG},
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control form-control-lg"}),
    )
    dans = forms.CharField(required=False, max_length=20)
    page = forms.IntegerField(required=False, min_value=1, max_value=LAST_PAGE)
    tel_quel = forms.BooleanField(required=False)

    def read(self) -> dict[str, Any]:
        """What makes sense of the address, each with its neutral default."""
        self.is_valid()
        values = self.cleaned_data
        return {
            "q": values.get("q") or "",
            "dans": values.get("dans") or "",
            "page": values.get("page") or 1,
            "tel_quel": values.get("tel_quel", False),
        }


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Langue"), choices=settings.LANGUAGES)
    next = forms.CharField(required=False, max_length=500)
