"""Every field of every form, as it is heard: an obligatory one says so, and none is called wrong before it is sent.

A field in which nothing is typed is drawn once for its words, its attributes and what is chosen: most of a form that
one opens is that (``ui.cards``).
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from crispy_forms.templatetags.crispy_forms_filters import optgroups
from django.forms import BoundField, CheckboxInput, FileInput, PasswordInput, RadioSelect, Select, Textarea, Widget
from django.forms.models import ModelChoiceIterator
from django.forms.renderers import TemplatesSetting, get_default_renderer
from django.forms.widgets import ChoiceWidget, Input
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeData, SafeString, mark_safe
from django.utils.translation import gettext as _

from ui.cards import Card
from ui.suggestions import SuggestedInput

FEW = 20
"""So many ways to choose from are a drawing worth keeping for each that may be chosen; a list of time zones is not."""


@dataclass(frozen=True)
class Html:
    """HTML as a plain value: what passes for safe is part of what it is."""

    text: str

    def __str__(self) -> SafeString:
        return mark_safe(self.text)  # noqa: S308


@dataclass(frozen=True)
class Pairs:
    """A dictionary as a plain value."""

    pairs: tuple[tuple[str, "Plain"], ...]


type Plain = str | bool | None | Html | Pairs | tuple[Plain, ...]


def plain(value: Any) -> Plain:
    """What a template is given as a value; numbers as they are written, for 1 and True are one key."""
    if type(value) is str or value is None or isinstance(value, bool):
        return value
    if isinstance(value, dict):
        return Pairs(tuple((name, plain(one)) for name, one in value.items()))
    if isinstance(value, list | tuple):
        return tuple(plain(one) for one in value)
    words = str(value)
    return Html(str.__str__(words)) if isinstance(words, SafeData) else words


def given(value: Plain) -> Any:
    """The same, as a template is given it."""
    if isinstance(value, Pairs):
        return {name: given(one) for name, one in value.pairs}
    if isinstance(value, tuple):
        return [given(one) for one in value]
    return str(value) if isinstance(value, Html) else value


@dataclass(frozen=True)
class PlainInput:
    """A widget by the values that its template reads."""

    template: str
    values: Plain

    def __str__(self) -> str:
        return mark_safe(get_default_renderer().render(self.template, {"widget": given(self.values)}))  # noqa: S308


@dataclass(frozen=True)
class PlainField(Card):
    """A field in which nothing is typed, and nothing is wrong; templates find in it what they find in a field."""

    template: ClassVar[str] = "bootstrap5/_one.html"
    name: ClassVar[str] = "field"
    errors: ClassVar[tuple[str, ...]] = ()
    is_file: ClassVar[bool] = False

    auto_id: str
    html_name: str
    id_for_label: str
    label: Plain
    help_text: Plain
    aria_describedby: str | None
    is_required: bool
    input: PlainInput


@dataclass(frozen=True)
class PlainBox(PlainField):
    """The same of a box, ticked or not."""

    template: ClassVar[str] = "bootstrap5/_box.html"


@dataclass(frozen=True)
class PlainSet(PlainField):
    """The same of a set of buttons or boxes, whichever is chosen."""

    template: ClassVar[str] = "bootstrap5/_set.html"

    @property
    def optgroups(self) -> list[Any]:
        return given(self.input.values)["optgroups"]


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

    @property
    def optgroups(self) -> list[Any]:
        return optgroups(self)

    @cached_property
    def card(self) -> PlainField | None:
        """This field by its words and attributes, where that is all there is to draw."""
        widget = self.field.widget
        if self.errors or not is_plain(widget):
            return None
        attrs = self.build_widget_attrs({} if self.use_fieldset else {"class": self._dress})
        attrs |= {"id": self.auto_id} if self.auto_id else {}
        values = widget.get_context(self.html_name, self.value(), attrs)["widget"]
        if values["value"] is not None and not isinstance(widget, ChoiceWidget):
            return None
        return (PlainBox if self.is_box else PlainSet if self.use_fieldset else PlainField)(
            auto_id=self.auto_id,
            html_name=self.html_name,
            id_for_label=self.id_for_label,
            label=plain(self.label),
            help_text=plain(self.help_text),
            aria_describedby=self.aria_describedby,
            is_required=self.is_required,
            input=PlainInput(values["template_name"], plain(values)),
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


def is_plain(widget: Widget) -> bool:
    """Whether Django draws it by no more than it is given: one tag, or a few ways that are not read in the database."""
    if type(widget).render is not Widget.render or isinstance(widget, FileInput):
        return False
    if isinstance(widget, ChoiceWidget):
        return not isinstance(widget.choices, ModelChoiceIterator) and len(list(widget.choices)) <= FEW
    return isinstance(widget, Input | Textarea)


def attributes(given: dict[str, Any]) -> SafeString:
    """The attributes of a tag, which a template would write one by one: ``True`` is a bare name, ``False`` none."""
    return mark_safe(" ".join(attribute(name, value) for name, value in given.items() if value is not False))  # noqa: S308


def input_attributes(widget: dict[str, Any]) -> SafeString:
    """Those of an input, with what it is, its name and what is typed in it."""
    typed = {} if widget["value"] is None else {"value": widget["value"]}
    return attributes({"type": widget["type"], "name": widget["name"], **typed, **widget["attrs"]})


def attribute(name: str, value: Any) -> str:
    return escape(name) if value is True else f'{escape(name)}="{conditional_escape(value)}"'


class Renderer(TemplatesSetting):
    """How all forms are written (``settings.FORM_RENDERER``)."""

    bound_field_class = HeardField
