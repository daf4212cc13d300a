"""Who may do what, in words, made from the table that the rights themselves come from."""

from django.apps import apps
from django.conf import settings
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.models import Role

Part = tuple[str, str | Promise]
"""A verb and what it is done to."""

VERBS = {
    "view": _("consulter"),
    "add": _("ajouter"),
    "change": _("modifier"),
    "publish": _("publier"),
    "review": _("relire"),
    "invite": _("inviter et accueillir"),
    "resend": _("renvoyer"),
    "answer": _("lire et répondre"),
}
THINGS = {
    "history": _("journal des actes"),
    "charter": _("charte"),
    "draft": _("textes en préparation"),
    "registration_list": _("listes de participation"),
    "core_team": _("messages à la core-team"),
    "editorial": _("messages au comité éditorial"),
}


def table() -> list[tuple[str, list[bool]]]:
    """``(words, [whether each role may])`` for each permission, thing by thing; roles in the order of ``Role``."""
    given: set[str] = set().union(*settings.ROLE_PERMISSIONS.values())
    names = sorted(given, key=lambda name: in_order(parts(name)))
    return [(in_words(name), [name in settings.ROLE_PERMISSIONS[role] for role in Role.values]) for name in names]


def sentence(role: Role) -> str:
    """What ``role`` adds, thing by thing: « sites (consulter, ajouter), rubriques (consulter) »."""
    verbs: dict[str, list[str]] = {}
    for verb, thing in sorted(map(parts, settings.ROLE_PERMISSIONS[role]), key=in_order):
        verbs.setdefault(str(thing), []).append(str(VERBS[verb]))
    return ", ".join(f"{thing} ({', '.join(words)})" for thing, words in verbs.items()) or gettext(
        "rien de plus que chaque membre"
    )


def in_order(part: Part) -> tuple[str, int]:
    """Things by name, and for each the verbs from reading to publishing."""
    verb, thing = part
    return str(thing), list(VERBS).index(verb)


def in_words(name: str) -> str:
    """« Modifier : rendez-vous » for ``events.change_event``."""
    verb, thing = parts(name)
    return f"{capfirst(VERBS[verb])}\N{NO-BREAK SPACE}: {thing}"


def parts(name: str) -> Part:
    """The verb and the words for the thing of the permission ``name``."""
    app, _dot, codename = name.partition(".")
    verb, _underscore, thing = codename.partition("_")
    return verb, THINGS.get(thing) or apps.get_model(app, thing)._meta.verbose_name_plural
