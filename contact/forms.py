"""What is typed: a message to a box, the next one of its thread, an answer."""

from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contact.models import LONGEST_SUBJECT, LONGEST_TEXT, Box, Letter, Thread
from guards.versions import VersionedForm, version_of_row
from members.models import Member
from members.models.member import check_email
from ui.layout import PageFormHelper
from ui.words import one_line

A_PAGE = 20
NO_SECRETS = gettext_lazy("Pas de mot de passe ni de donnée médicale : nous n’en avons pas besoin.")
IN_ADDRESSES = {"comite": Box.EDITORIAL}
"""How the address of the page names the box that is chosen beforehand."""


class OneLineField(forms.CharField):
    def clean(self, value: Any) -> str:
        return super().clean(one_line(value or ""))


class LinesField(forms.CharField):
    """Text of several lines, counted as it is read."""

    widget = forms.Textarea(attrs={"rows": 7})

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=LONGEST_TEXT, **options)

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class MessageForm(forms.Form):
    """A member writes to one of the boxes."""

    box = forms.ChoiceField(
        label=gettext_lazy("À qui écrivez-vous ?"),
        choices=[
            (Box.CORE_TEAM, gettext_lazy("La core-team : la vie de la communauté, votre compte, une difficulté")),
            (
                Box.EDITORIAL,
                gettext_lazy("Le comité éditorial : le Journal, une idée d’article, une erreur à corriger"),
            ),
        ],
        initial=Box.CORE_TEAM,
        widget=forms.RadioSelect,
    )
    subject = OneLineField(label=gettext_lazy("Objet"), max_length=LONGEST_SUBJECT)
    text = LinesField(label=gettext_lazy("Votre message"), help_text=NO_SECRETS)
    wants_copy = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args: Any, by: Member, chosen: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["box"].initial = IN_ADDRESSES.get(chosen, Box.CORE_TEAM)
        self.fields["wants_copy"].label = _("M’envoyer une copie à %(address)s") % {"address": by.email}
        self.helper = PageFormHelper(_("Envoyer mon message"), "/", cancel_label=_("Revenir sans envoyer"))


class OutsideForm(forms.Form):
    """Somebody who is not signed in writes to the core-team."""

    name = OneLineField(label=gettext_lazy("Votre nom"), max_length=120)
    address = forms.EmailField(
        label=gettext_lazy("Votre adresse e-mail"), max_length=254, validators=[check_email],
        help_text=gettext_lazy("La réponse y arrivera. Aucun message automatique n’y part."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    subject = OneLineField(label=gettext_lazy("Objet"), max_length=LONGEST_SUBJECT)
    text = LinesField(label=gettext_lazy("Votre message"), help_text=NO_SECRETS)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = PageFormHelper(_("Envoyer mon message"), "/", cancel_label=_("Revenir sans envoyer"))


class NextForm(forms.Form):
    """Who wrote goes on in the same thread."""

    text = LinesField(label=gettext_lazy("Votre message"), help_text=NO_SECRETS)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = PageFormHelper(_("Envoyer mon message"))


class AnswerForm(VersionedForm):
    """Who reads the box answers, or leaves a note; told once of what others did in the thread meanwhile."""

    changed_meanwhile = gettext_lazy(
        "Cet échange a changé pendant que vous écriviez ; dernière personne à y écrire : %(person)s. Lisez ce qui est"
        " nouveau, puis envoyez encore si votre texte convient toujours."
    )
    of_the_moment = frozenset({"handler"})

    text = LinesField()
    handler = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, thread: Thread, by: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        self.thread = thread
        self.fields["text"].label = _("Votre réponse à %(name)s") % {"name": thread.writer}
        self.fields["text"].help_text = _(
            "Elle part par e-mail au nom de la boîte, signée « %(name)s ». Votre adresse reste cachée."
        ) % {"name": by.first_name}
        self.initial["handler"] = thread.handler_id or ""
        self.keep_version(version_of_row(thread))
        self.helper = PageFormHelper(
            _("Envoyer"), and_then=("act", "close", _("Envoyer et classer")), also="contact/_acts.html"
        )

    def writer(self) -> str:
        """Who wrote last in the thread, or took it."""
        last: Letter | None = self.thread.letters.select_related("author", "thread__member").last()
        return last.signature if last else ""


def page_of(rows: QuerySet, request: HttpRequest) -> Page:
    """The page of ``rows`` that the address asks for; anything odd is the first one."""
    return Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
