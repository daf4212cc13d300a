"""What the address bar asks of the reading pages; anything odd is the usual page."""

from django import forms
from django.http import HttpRequest


class PageForm(forms.Form):
    """The page of a list, from the address bar; anything odd is the first page."""

    page = forms.IntegerField(min_value=1, max_value=10_000, required=False)

    @classmethod
    def number(cls, request: HttpRequest) -> int:
        form = cls(request.GET)
        return (form.cleaned_data["page"] or 1) if form.is_valid() else 1


class LargeTextForm(forms.Form):
    """``?texte=grand``: an article in larger letters; anything odd is the usual size."""

    QUERY = "?texte=grand"

    texte = forms.ChoiceField(choices=[("grand", "")])

    @classmethod
    def asked(cls, request: HttpRequest) -> bool:
        return cls(request.GET).is_valid()


class SelectionForm(forms.Form):
    """``?voir=``: the texts of the stock, those to be read, those given up; anything odd is the stock."""

    voir = forms.CharField(max_length=20)

    @classmethod
    def chosen(cls, request: HttpRequest) -> str:
        form = cls(request.GET)
        return form.cleaned_data["voir"] if form.is_valid() else ""
