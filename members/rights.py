"""Who may do what, in words, made from the table that the rights themselves come from (FEATURES G2)."""

from django.apps import apps
from django.conf import settings
from django.utils.text import capfirst
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
    """``(words, [whether each role may])`` for every permission of the table, in the order of ``Role``."""
    names = sorted(set().union(*settings.ROLE_PERMISSIONS.values()))
    return [(in_words(name), [name in settings.ROLE_PERMISSIONS[role] for role in Role.values]) for name in names]


def in_words(name):
    """« Modifier : rendez-vous » for ``events.change_event``."""
    app, _dot, codename = name.partition(".")
    verb, _underscore, thing = codename.partition("_")
    words = THINGS.get(thing) or apps.get_model(app, thing)._meta.verbose_name_plural
    return f"{capfirst(VERBS[verb])}\N{NO-BREAK SPACE}: {words}"
