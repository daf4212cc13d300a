"""Form fields that several apps share."""

from django import forms
from django.forms.widgets import Script
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import ProseEditorWidget, prose_editor_media
from js_asset.media import Media

from ui import plain, richtext

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
    """The editor; without JavaScript, a text area with the same text in plain words (``ui/plain.py``).

    The HTML goes along in a hidden field. ``editor.js`` takes that field away and gives the HTML to the editor, so
    its presence says that what was sent is plain words, and what they were before.
    """

    def __init__(self, attrs=None):
        super().__init__(attrs={"rows": 12} | (attrs or {}), config={"extensions": EXTENSIONS}, preset="configurable")

    def render(self, name, value, attrs=None, renderer=None):
        html = richtext.sanitise(value or "")
        aside = f"{(attrs or {}).get('id') or name}_plain"
        said_by = f"{(attrs or {}).get('aria-describedby') or ''} {aside}".strip()
        area = super().render(name, plain.as_text(html), (attrs or {}) | {"aria-describedby": said_by}, renderer)
        return area + render_to_string("ui/_plain_text.html", {"id": aside, "name": f"{name}-html", "html": html})

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        most = 2 * int(self.attrs.get("maxlength", LONGEST))
        if value is None or len(value) > most or f"{name}-html" not in data:
            return value and value[: most + 1]
        return plain.as_html(value, richtext.sanitise(data[f"{name}-html"][:most]))

    @property
    def media(self):
        words, looks = (
            Media(js=[Script("js/editor.js", defer=True)]),
            Media(css={"all": ["django_prose_editor/editor.css", "css/editor.css"]}),
        )
        return words + prose_editor_media(preset=self.preset) + looks


class RichTextField(forms.CharField):
    """Rich text, sanitised; text typed without tags becomes paragraphs.

    Nothing reads a text that is too long: the widget cuts it at twice its maximum, the field refuses it as it comes.
    """

    widget = RichTextWidget
    default_error_messages = {
        "required": _("Écrivez quelques mots."),
        "max_length": _("Ce texte est trop long : raccourcissez-le."),
    }

    def __init__(self, *, max_length=LONGEST, **options):
        super().__init__(max_length=max_length, **options)

    def clean(self, value):
        self.check_length(value or "")
        text = richtext.sanitise(super().clean(value))
        if self.required and not richtext.plain_text(text):
            raise forms.ValidationError(self.error_messages["required"], code="required")
        self.check_length(text)
        return text

    def check_length(self, text):
        if len(text) > self.max_length:
            raise forms.ValidationError(self.error_messages["max_length"], code="max_length")
