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


def of(app: str, *names: str) -> frozenset[str]:
    """Permissions of one app: ``of("members", "view_site")``."""
    return frozenset(f"{app}.{name}" for name in names)


def kept(app: str, *things: str) -> frozenset[str]:
    """The permissions to read, add to and change lists of one app."""
    return of(app, *(f"{verb}_{thing}" for thing in things for verb in ("view", "add", "change")))


SENTENCES = (
    (
        _("Accueillir les personnes qui demandent à venir, inviter, mettre en pause, enregistrer un départ."),
        of("members", "view_member", "change_member", "invite_member"),
    ),
    (_("Nommer à un rôle, sauf à un rôle pour soi-même."), kept("members", "appointment")),
    (
        _("Préparer et publier la charte, voir qui l’a acceptée."),
        kept("members", "charterversion") | of("members", "publish_charter", "view_charteracceptance"),
    ),
    (_("Lire le journal des actes, le sien compris."), of("members", "view_history")),
    (
        _("Préparer, publier, déplacer ou annuler un rendez-vous, et voir qui participe."),
        kept("events", "event") | of("events", "publish_event", "view_registration_list"),
    ),
    (
        _("Tenir les listes : sites, directions, compétences, groupes de travail, rubriques du Journal."),
        kept("members", "site", "department", "skill") | kept("groups", "workinggroup") | kept("journal", "section"),
    ),
    (
        _("Suivre les messages envoyés, les renvoyer, rouvrir une adresse bloquée."),
        of("mailing", "view_delivery", "resend_delivery", "view_failingaddress", "change_failingaddress"),
    ),
    (
        _("Lire, corriger et relire les textes en préparation."),
        of("journal", "add_article", "change_article", "review_article", "view_draft"),
    ),
    (_("Lire les messages adressés à la core-team et y répondre."), of("contact", "answer_core_team")),
    (_("Lire les messages adressés au comité éditorial et y répondre."), of("contact", "answer_editorial")),
    (_("Composer un numéro du Journal et le publier."), of("journal", "add_issue", "change_issue", "publish_issue")),
)
"""What roles add, in words, and the permissions that each sentence stands for: it is said of who holds them all."""


def table() -> list[tuple[str, list[bool]]]:
    """``(words, [whether each role may])`` for each permission, thing by thing; roles in the order of ``Role``."""
    given: set[str] = set().union(*settings.ROLE_PERMISSIONS.values())
    names = sorted(given, key=lambda name: in_order(parts(name)))
    return [(in_words(name), [name in settings.ROLE_PERMISSIONS[role] for role in Role.values]) for name in names]


def sentences(role: Role) -> list[str]:
    """What ``role`` adds, said in a few sentences: each stands for the permissions that it is made of."""
    held = settings.ROLE_PERMISSIONS[role]
    return [str(words) for words, needed in SENTENCES if needed <= held] or [gettext("Rien de plus que chaque membre.")]


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
