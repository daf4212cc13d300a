"""Form fields that several apps share."""

from django import forms
from django.forms.widgets import Script
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import ProseEditorWidget, prose_editor_media
from js_asset.media import Media

from ui import richtext

LONGEST = 60_000
EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["https", "mailto"]},
    "History": True,
}
"""What the editor offers: nothing that ``richtext.sanitise`` would take away."""


class RichTextWidget(ProseEditorWidget):
    """The editor; without JavaScript, the text area it is built on."""

    def __init__(self, attrs=None):
        super().__init__(attrs={"rows": 12} | (attrs or {}), config={"extensions": EXTENSIONS}, preset="configurable")

    @property
    def media(self):
        words, looks = (
            Media(js=[Script("js/editor.js", defer=True)]),
            Media(css={"all": ["django_prose_editor/editor.css", "css/editor.css"]}),
        )
        return words + prose_editor_media(preset=self.preset) + looks


class RichTextField(forms.CharField):
    """Rich text, sanitised; text typed without tags becomes paragraphs."""

    widget = RichTextWidget
    default_error_messages = {
        "required": _("Écrivez quelques mots."),
        "max_length": _("Ce texte est trop long : raccourcissez-le."),
    }

    def __init__(self, *, max_length=LONGEST, **options):
        super().__init__(max_length=max_length, **options)

    def clean(self, value):
        text = richtext.sanitise(super().clean(value))
        if self.required and not richtext.plain_text(text):
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return text
