"""The directory's filters, as they come in the address."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from members.forms.fields import IdsField, KnownValuesField
from members.models import Role
from members.search import FACETS

MAX_PAGE = 10_000


class DirectoryForm(forms.Form):
    """Reads a query string; what it cannot read counts as absent."""

    class Order(models.TextChoices):
        RELEVANCE = "pertinence", _("pertinence")
        NAME = "nom", _("nom")
        NEWEST = "arrivee", _("arrivée récente")

    q = forms.CharField(required=False, max_length=100)
    aide = IdsField()
    apprendre = IdsField()
    site = IdsField()
    direction = IdsField()
    role = KnownValuesField(choices=Role.choices)
    tri = forms.ChoiceField(required=False, choices=Order)
    tel_quel = forms.BooleanField(required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=MAX_PAGE)

    def read(self):
        """The values that make sense, each with its neutral default."""
        self.is_valid()
        values = self.cleaned_data
        return {
            "q": values.get("q") or "",
            "tri": values.get("tri") or "",
            "tel_quel": values.get("tel_quel", False),
            "page": values.get("page") or 1,
            "filters": {facet: values.get(facet) or [] for facet in FACETS},
        }
