"""Form fields that several apps share."""

from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.forms.widgets import Script
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from js_asset import ImportMap
from js_asset.media import Media

from ui import plain, richtext

LONGEST = 60_000
EDITOR = Media(
    importmap=ImportMap({"django-prose-editor/editor": "django_prose_editor/editor.js", "portal/paste": "js/paste.js"}),
    js=[Script("django_prose_editor/editor.js", type="module"), Script("js/editor.js", type="module")],
    css={"all": ["css/editor.css"]},
)
"""The library, fetched early as it is most of what there is to fetch, and what is ours around it."""


class RichTextWidget(forms.Textarea):
    """The editor; without JavaScript, a text area with the same text in plain words (``ui/plain.py``).

    The HTML goes along in a hidden field. ``editor.js`` takes that field away and gives the HTML to the editor, so
    its presence says that what was sent is plain words, and what they were before.
    """

    def __init__(self, attrs=None):
        super().__init__(attrs={"rows": 12, "data-rich-text": True} | (attrs or {}))

    def use_required_attribute(self, initial):
        """The area is hidden behind the editor: the server says what is missing."""
        return False

    def render(self, name, value, attrs=None, renderer=None):
        html = richtext.sanitise(value or "")
        field = (attrs or {}).get("id") or name
        aside = f"{field}_plain"
        said_by = f"{(attrs or {}).get('aria-describedby') or ''} {aside}".strip()
        area = super().render(name, plain.as_text(html), (attrs or {}) | {"aria-describedby": said_by}, renderer)
        hosts = " ".join([urlsplit(settings.SITE_URL).hostname or "", *settings.HTTP_LINK_HOSTS])
        return (
            area
            + render_to_string("ui/_plain_text.html", {"id": aside, "name": f"{name}-html", "html": html})
            + render_to_string("ui/_editor.html", {"id": field, "hosts": hosts})
        )

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        most = 2 * int(self.attrs.get("maxlength", LONGEST))
        if value is None or len(value) > most or f"{name}-html" not in data:
            return value and value[: most + 1]
        return plain.as_html(value, richtext.sanitise(data[f"{name}-html"][:most]))

    @property
    def media(self):
        return EDITOR


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
