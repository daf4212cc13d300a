"""Every field of every form, as it is heard: an obligatory one says so, and none is called wrong before it is sent."""

from typing import Any

from django.forms import BoundField, FileInput, RadioSelect, Widget
from django.forms.renderers import DjangoTemplates


class HeardField(BoundField):
    """Says ``aria-required`` where a browser would hold an empty field for a wrong one, and read it so."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        shown = widget or self.field.widget
        if not isinstance(shown, FileInput) and attrs.pop("required", False) and not isinstance(shown, RadioSelect):
            attrs["aria-required"] = "true"
        return attrs


class Renderer(DjangoTemplates):
    """How all forms are written (``settings.FORM_RENDERER``)."""

    bound_field_class = HeardField
