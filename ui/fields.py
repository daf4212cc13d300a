"""Form fields of ours: rich text."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import ProseEditorWidget

from ui import richtext

LONGEST = 60_000
EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "HardBreak": True,
    "Link": True,
    "History": True,
}


class RichTextField(forms.CharField):
    """A text with titles, lists and links, kept sanitised; a plain text area without JavaScript."""

    def __init__(self, *, max_length=LONGEST, **options):
        options.setdefault("widget", ProseEditorWidget(config={"extensions": EXTENSIONS}, preset="configurable"))
        super().__init__(max_length=max_length, **options)
        self.error_messages.setdefault("max_length", _("Ce texte est trop long : raccourcissez-le."))

    def clean(self, value):
        return richtext.sanitise(super().clean(value))
