"""Who may do what, in words, made from the table that the rights themselves come from."""

from django.apps import apps
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.models import Role

VERBS = {
    "view": _("consulter"),
    "add": _("ajouter"),
    "change": _("modifier"),
    "publish": _("publier"),
    "review": _("relire"),
    "invite": _("inviter et accueillir"),
    "resend": _("renvoyer"),
}
THINGS = {
    "history": _("journal des actes"),
    "charter": _("charte"),
    "draft": _("textes en préparation"),
    "registration_list": _("listes de participation"),
}


def table():
    """``(words, [whether each role may])`` for each permission, thing by thing; roles in the order of ``Role``."""
    names = set().union(*settings.ROLE_PERMISSIONS.values())
    names = sorted(names, key=lambda name: in_order(parts(name)))
    return [(in_words(name), [name in settings.ROLE_PERMISSIONS[role] for role in Role.values]) for name in names]


def sentence(role):
    """What ``role`` adds, thing by thing: « sites (consulter, ajouter), rubriques (consulter) »."""
    verbs = {}
    for verb, thing in sorted(map(parts, settings.ROLE_PERMISSIONS[role]), key=in_order):
        verbs.setdefault(str(thing), []).append(str(VERBS[verb]))
    return ", ".join(f"{thing} ({', '.join(words)})" for thing, words in verbs.items()) or gettext(
        "rien de plus que chaque membre"
    )


def in_order(part):
    """Things by name, and for each the verbs from reading to publishing."""
    verb, thing = part
    return str(thing), list(VERBS).index(verb)


def in_words(name):
    """« Modifier : rendez-vous » for ``events.change_event``."""
    verb, thing = parts(name)
    return f"{capfirst(VERBS[verb])}\N{NO-BREAK SPACE}: {thing}"


def parts(name):
    """The verb and the words for the thing of the permission ``name``."""
    app, _dot, codename = name.partition(".")
    verb, _underscore, thing = codename.partition("_")
    return verb, THINGS.get(thing) or apps.get_model(app, thing)._meta.verbose_name_plural
