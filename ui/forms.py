"""Every field of every form, as it is heard: an obligatory one says so, and none is called wrong before it is sent.

An empty field is drawn once for its words and attributes: most of a form that one opens is that (``ui.cards``).
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.forms import BoundField, CheckboxInput, FileInput, PasswordInput, RadioSelect, Select, Textarea, Widget
from django.forms.renderers import TemplatesSetting, get_default_renderer
from django.forms.widgets import Input
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeData, SafeString, mark_safe
from django.utils.translation import gettext as _

from ui.cards import Card
from ui.suggestions import SuggestedInput


@dataclass(frozen=True)
class Html:
    """HTML as a plain value: what passes for safe is part of what it is."""

    text: str

    def __str__(self) -> SafeString:
        return mark_safe(self.text)  # noqa: S308


type Said = str | bool | None | Html


def plain(value: Any) -> Said:
    """A word or an attribute as a value; numbers as they are written, for 1 and True are one key."""
    if value is None or isinstance(value, bool):
        return value
    words = str(value)
    return Html(str.__str__(words)) if isinstance(words, SafeData) else words


def shown(value: Said) -> str | bool | None:
    return str(value) if isinstance(value, Html) else value


@dataclass(frozen=True)
class BlankInput:
    """A widget in which nothing is typed: its template, and what that template reads."""

    template: str
    values: tuple[tuple[str, Said], ...]
    attrs: tuple[tuple[str, Said], ...]

    def __str__(self) -> str:
        widget: dict[str, Any] = {name: shown(value) for name, value in self.values}
        widget["attrs"] = {name: shown(value) for name, value in self.attrs}
        return mark_safe(get_default_renderer().render(self.template, {"widget": widget}))  # noqa: S308


@dataclass(frozen=True)
class BlankField(Card):
    """A field in which nothing is typed, and nothing is wrong; templates find in it what they find in a field."""

    template: ClassVar[str] = "bootstrap5/_one.html"
    name: ClassVar[str] = "field"
    errors: ClassVar[tuple[str, ...]] = ()
    is_file: ClassVar[bool] = False

    auto_id: str
    id_for_label: str
    label: Said
    help_text: Said
    is_required: bool
    input: BlankInput


@dataclass(frozen=True)
class BlankBox(BlankField):
    """The same of a box, ticked or not."""

    template: ClassVar[str] = "bootstrap5/_box.html"


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

    @property
    def is_box(self) -> bool:
        return isinstance(self.field.widget, CheckboxInput)

    @property
    def is_file(self) -> bool:
        return isinstance(self.field.widget, FileInput)

    @property
    def is_required(self) -> bool:
        return self.field.required

    @property
    def input(self) -> str:
        """The widget as Bootstrap dresses it."""
        return self.as_widget(attrs={"class": self._dress})

    @cached_property
    def card(self) -> BlankField | None:
        """This field by its words and attributes, where that is all there is to draw."""
        widget = self.field.widget
        if self.errors or not is_one_input(widget):
            return None
        attrs = self.build_widget_attrs({"class": self._dress}) | ({"id": self.auto_id} if self.auto_id else {})
        values = widget.get_context(self.html_name, self.value(), attrs)["widget"]
        if values["value"] is not None:
            return None
        return (BlankBox if self.is_box else BlankField)(
            auto_id=self.auto_id,
            id_for_label=self.id_for_label,
            label=plain(self.label),
            help_text=plain(self.help_text),
            is_required=self.is_required,
            input=blank(values),
        )

    @property
    def _dress(self) -> str:
        """The classes of the widget: its name, as the library of forms writes it, and what it is for Bootstrap."""
        widget = self.field.widget
        kind = "form-check-input" if self.is_box else "form-select" if isinstance(widget, Select) else "form-control"
        words = widget.attrs.get("class", ""), type(widget).__name__.lower(), kind, "is-invalid" if self.errors else ""
        return " ".join(filter(None, words))

    def _is_wrong_unheard(self, widget: Widget) -> bool:
        is_silent = isinstance(widget, Select | SuggestedInput | PasswordInput) and not isinstance(widget, RadioSelect)
        return is_silent and bool(self.auto_id and self.errors)

    @property
    def _reason(self) -> str:
        return f"{self.auto_id}_error"

    @property
    def _mark(self) -> str:
        return f"{self.auto_id}_wrong"


def is_one_input(widget: Widget) -> bool:
    """Whether Django draws it, and as one tag, which holds no more than it is given."""
    is_plain = isinstance(widget, Input | Textarea) and type(widget).render is Widget.render
    return is_plain and not isinstance(widget, FileInput)


def blank(values: dict[str, Any]) -> BlankInput:
    attrs = tuple((name, plain(value)) for name, value in values.pop("attrs").items())
    return BlankInput(values["template_name"], tuple((name, plain(value)) for name, value in values.items()), attrs)


def attributes(given: dict[str, Any]) -> SafeString:
    """The attributes of a tag, which a template would write one by one: ``True`` is a bare name, ``False`` none."""
    return mark_safe(" ".join(attribute(name, value) for name, value in given.items() if value is not False))  # noqa: S308


def attribute(name: str, value: Any) -> str:
    return escape(name) if value is True else f'{escape(name)}="{conditional_escape(value)}"'


class Renderer(TemplatesSetting):
    """How all forms are written (``settings.FORM_RENDERER``)."""

    bound_field_class = HeardField
