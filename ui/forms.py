"""Every field of every form, as it is heard: an obligatory one says so, and none is called wrong before it is sent."""

from typing import Any

from django.forms import BoundField, FileInput, PasswordInput, RadioSelect, Select, Widget
from django.forms.renderers import DjangoTemplates
from django.utils.html import format_html
from django.utils.translation import gettext as _

from ui.suggestions import SuggestedInput


class HeardField(BoundField):
    """Says ``aria-required`` where a browser would hold an empty field for a wrong one, and read it so."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        shown = widget or self.field.widget
        if not isinstance(shown, FileInput) and attrs.pop("required", False) and not isinstance(shown, RadioSelect):
            attrs["aria-required"] = "true"
        if self._is_wrong_unheard(shown) and "aria-describedby" in attrs:
            attrs["aria-describedby"] = attrs["aria-describedby"].replace(self._reason, f"{self._mark} {self._reason}")
        return attrs

    def as_widget(
        self, widget: Widget | None = None, attrs: dict[str, Any] | None = None, only_initial: bool = False
    ) -> Any:
        """With the word that stands before what is wrong in the description of a password or a box to choose from.

        These are « aria-invalid » as any other, and Orca says so of other fields only.
        """
        html = super().as_widget(widget, attrs, only_initial)
        if not self._is_wrong_unheard(widget or self.field.widget):
            return html
        return html + format_html('<span id="{}" hidden>{}</span>', self._mark, _("Erreur : ").strip())

    def _is_wrong_unheard(self, widget: Widget) -> bool:
        is_silent = isinstance(widget, Select | SuggestedInput | PasswordInput) and not isinstance(widget, RadioSelect)
        return is_silent and bool(self.auto_id and self.errors)

    @property
    def _reason(self) -> str:
        return f"{self.auto_id}_error"

    @property
    def _mark(self) -> str:
        return f"{self.auto_id}_wrong"


class Renderer(DjangoTemplates):
    """How all forms are written (``settings.FORM_RENDERER``)."""

    bound_field_class = HeardField
