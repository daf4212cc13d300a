"""The one optimistic lock: who writes says which version was read, and is told once when somebody else wrote since.

A page keeps the version in a hidden field; the action compares it under the lock of the row. Nothing typed is lost:
the form comes back with what was typed, says what differs from what is stored, and may then be sent again.
"""

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any, Protocol

from django import forms
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from guards.refusals import Refused

LONGEST_VERSION = 40


class Versioned(Protocol):
    """Whatever two people can edit: ``version`` is another one after each change of what they type."""

    @property
    def version(self) -> Any: ...


class Conflict(Refused):
    """Somebody saved in between; ``current`` is what is stored now."""

    def __init__(self, current: Versioned) -> None:
        super().__init__(_("Ce texte a été enregistré par quelqu’un d’autre pendant que vous l’écriviez."))
        self.current = current


def version_of(*values: object) -> str:
    """A version made of what is stored: the same for the same values, whoever wrote them."""
    return sha256("\0".join(map(str, values)).encode()).hexdigest()[:LONGEST_VERSION]


def check_version(current: Versioned, seen: object) -> None:
    """Raise ``Conflict`` unless ``seen`` is the version of ``current``, a row read under its lock.

    Without ``seen`` (``None``) nobody has typed over anything: the act of a button, or of the clock.
    """
    if seen is not None and str(seen) != str(current.version):
        raise Conflict(current)


class VersionedForm(forms.Form):
    """A form that says which version of what it edits was read; ``versioned`` gives what is stored now."""

    version = forms.CharField(required=False, max_length=LONGEST_VERSION, widget=forms.HiddenInput)
    of_the_moment: Iterable[str] = ()
    """Names of the fields that hold nothing of what is stored."""

    def keep_version(self, stored: Versioned) -> None:
        """Call it once the fields are there: the page will carry the version of ``stored``."""
        self.initial["version"] = str(stored.version)

    def differing(self) -> list[str]:
        """The labels of what was typed and is not what is stored."""
        names = [name for name in self.changed_data if name != "version" and name not in self.of_the_moment]
        return [str(self.fields[name].label) for name in names]

    def check_reading(self, writer: str = "") -> None:
        """Refuse once what would undo a change by ``writer`` that who types has not seen."""
        seen, stored = self.cleaned_data.get("version") or "", self.initial.get("version", "")
        differing = self.differing()
        if seen == stored or not stored or not differing:
            return
        told = _(
            "%(person)s a modifié ceci pendant que vous écriviez. Chez vous diffèrent de ce qui est"
            " enregistré : %(fields)s. Vérifiez, puis enregistrez encore pour garder votre version."
        )
        names = {"person": writer or _("Quelqu’un"), "fields": get_text_list(differing, _("et"))}
        self.add_error(None, told % names)
        self.read_again()

    def read_again(self) -> None:
        """Who types has now been told: the same words may be sent again over what is stored."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = self.initial["version"]


def written[F: forms.BaseForm, R](make: Callable[[], F], write: Callable[[F], R]) -> tuple[F, R | None]:
    """The form that ``make`` builds, and what ``write`` made of it: ``None`` when it is to be shown again.

    When somebody saved in between, the form is built once more from what is stored, and tells so itself.
    """
    form = make()
    if not form.is_valid():
        return form, None
    try:
        return form, write(form)
    except Conflict as conflict:
        form = make()
        if form.is_valid():
            form.add_error(None, conflict.message)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    return form, None
