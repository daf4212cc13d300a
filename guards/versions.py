"""The one optimistic lock: who writes says which version was read, and is told once when somebody else wrote since.

A page keeps the version in a hidden field, ``version`` everywhere. The form compares it with what is stored as the
page is sent; the action compares again, under the lock of the row, so that of two posts at the same instant one wins.
Nothing typed is lost: the form comes back with what was typed, says what differs from what is stored, and may be sent
again as it is. A version that is missing, or is none, is an old one.
"""

from collections.abc import Callable
from copy import copy
from hashlib import sha256
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guards.refusals import Refused, tell

LENGTH = 40


class Conflict(Refused):
    """Somebody saved in between; ``current`` is the row as it is stored now."""

    def __init__(self, current: Model) -> None:
        super().__init__(_("Ce texte a été enregistré par quelqu’un d’autre pendant que vous l’écriviez."))
        self.current = current


def version_of(*values: object) -> str:
    """A version made of what is stored: the same for the same values, whoever wrote them."""
    return sha256("\0".join(map(repr, values)).encode()).hexdigest()[:LENGTH]


def version_of_row(row: Model) -> str:
    """The ``version`` that the model of ``row`` has; where it has none, one made of all its columns."""
    own = getattr(row, "version", None)
    if own is None:
        return version_of(*(getattr(row, field.attname) for field in row._meta.concrete_fields))
    return str(own)


def check_version(locked: Model, seen: object, *, stored: str | None = None) -> None:
    """Raise ``Conflict`` unless ``seen`` is the version of the row, read under its ``lock``.

    ``stored`` is the version where what is edited is not the row itself, but rows that its lock protects.
    Without ``seen`` (``None``) nobody has typed over anything: the act of a button, or of the clock.
    """
    if seen is not None and str(seen) != (version_of_row(locked) if stored is None else stored):
        raise Conflict(locked)


def one_kind_of_lines(value: Any) -> Any:
    """A text with the ends of line that are stored; a browser sends others."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


class VersionedForm(forms.Form):
    """A form that carries the version of what it edits, and tells once who would undo a change not seen."""

    changed_meanwhile = gettext_lazy(
        "%(person)s a modifié ceci pendant que vous écriviez. Chez vous diffèrent de ce qui est"
        " enregistré : %(fields)s. Vérifiez, puis enregistrez encore pour garder votre version."
    )
    of_the_moment: frozenset[str] = frozenset()
    """Names of the fields that hold nothing of what is stored."""

    def keep_version(self, stored: str) -> None:
        """The page will carry ``stored``, the version of what it shows."""
        self.fields["version"] = forms.Field(required=False, widget=forms.HiddenInput)
        self.initial["version"] = stored

    @property
    def version(self) -> str | None:
        """What the action is to compare: the version stored as this was sent, ``None`` of something new."""
        return self.initial.get("version")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        self.check_reading()
        return cleaned

    def check_reading(self) -> None:
        """Refuse once what would undo a change that who types has not seen."""
        differing = self.differing()
        if self.version is None or self.cleaned_data.get("version") == self.version or not differing:
            return
        names = {"person": self.writer() or _("Quelqu’un"), "fields": get_text_list(differing, _("et"))}
        self.add_error(None, self.changed_meanwhile % names)
        self.read_again(self.version)

    def writer(self) -> str:
        """The name of who wrote last, where it is known."""
        return ""

    def differing(self) -> list[str]:
        """The labels of what was typed and is not what is stored."""
        names = set(self.changed_data) - {"version"} - self.of_the_moment
        return [
            str(field.label)
            for name, field in self.fields.items()
            if name in names and one_kind_of_lines(self[name].initial) != one_kind_of_lines(self[name].data)
        ]

    def read_again(self, stored: str) -> None:
        """Who types has now been told of ``stored``: the same words may be sent again over it."""
        typed: Any = copy(self.data)
        typed[self.add_prefix("version")] = stored
        self.data = typed


class VersionedModelForm(VersionedForm, forms.ModelForm):
    """A form about one row, or about a new one, which has no version yet."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk and self.fields:
            self.keep_version(version_of_row(self.instance))


def written[F: forms.BaseForm, R](make: Callable[[], F], write: Callable[[F], R]) -> tuple[F, R | None]:
    """The form that ``make`` builds, and what ``write`` made of it: ``None`` when it is to be shown again.

    When somebody saved in between, the form is built once more from what is stored, and tells so itself.
    """
    for is_last in (False, True):
        form = make()
        if not form.is_valid():
            break
        try:
            return form, write(form)
        except Refused as refusal:
            if is_last or not isinstance(refusal, Conflict):
                tell(form, refusal)
                break
    return form, None
