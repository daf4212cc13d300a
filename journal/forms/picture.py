"""A picture of an article: its file, its words."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guards.versions import VersionedModelForm
from journal.forms.correction import Corrected
from journal.models import Picture
from ui.pictures import PictureField, Rejected, process

LARGEST_SIDE = 1600


class PictureForm(Corrected, VersionedModelForm):
    """What is said of a picture; of one that has appeared, also what kind of change it is."""

    words = ("alt", "decorative", "caption", "credit")

    class Meta:
        model = Picture
        fields = ("alt", "decorative", "caption", "credit")
        help_texts = {
            "alt": gettext_lazy(
                "Ce que l’image apporte, pour qui ne la voit pas. Il faudra l’écrire avant de paraître."
            ),
            "decorative": gettext_lazy("Cochez si l’image n’apporte aucune information."),
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.instance.pk and self.instance.article.is_published:
            self.ask_correction(is_published=True)

    def typed(self) -> dict[str, Any]:
        """What is said of the picture and of its change, for the action."""
        wanted = (*self.words, "correction")
        return {name: value for name, value in self.cleaned_data.items() if name in wanted}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decorative") and cleaned.get("alt"):
            self.add_error("alt", _("Une image décorative n’a pas de texte de remplacement : gardez l’un ou l’autre."))
        return cleaned


class NewPictureForm(PictureForm):
    file = PictureField(label=gettext_lazy("Image"))

    field_order = ("file", "alt", "decorative", "caption", "credit")

    def clean_file(self):
        """The picture drawn again from its pixels, no larger than it is ever shown."""
        try:
            return process(self.cleaned_data["file"], LARGEST_SIDE)
        except Rejected as refusal:
            raise forms.ValidationError(refusal.message) from refusal
