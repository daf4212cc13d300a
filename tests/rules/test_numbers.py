"""A number that a rule fixes is said from its constant: typed by hand in a sentence, it would stay when the rule changes."""

import ast
import re
from datetime import time
from functools import cache
from importlib import import_module

import pytest
from django.utils.translation import override

from clock.words import hour, in_figures, in_words
from tests.rules.source import dotted, modules, name_of, templates, tree

RULES = [
    ("capassistant.home.forms", "LONGEST", "caractères suffisent"),
    ("capassistant.limits", "LIMITS['journal.texts']", "textes"),
    ("clock.workdays", "OPENS", ""),
    ("clock.workdays", "CLOSES", ""),
    ("events.forms.event", "MOST_HOSTS", "personnes au plus"),
    ("events.forms.participants", "LONGEST_NOTE", "signes"),
    ("events.models.checklist", "LONGEST_LABEL", "signes"),
    ("events.models.checklist", "MOST_ITEMS", "lignes au plus"),
    ("events.models.constraints", "MOST_ANSWER_HOURS", "heures"),
    ("events.models.event", "DECISION_DAYS", "jours"),
    ("events.models.event", "NEWCOMER_MONTHS", "mois"),
    ("events.models.event", "SESSION_ANSWER_DAYS", "jours"),
    ("events.models.question", "DELICATE_KEPT.days", "jours"),
    ("events.models.question", "KEPT.days", "jours"),
    ("events.models.question", "MOST_QUESTIONS", "questions"),
    ("events.models.series", "MOST_DATES", "dates"),
    ("events.video_link", "OPENS_BEFORE.seconds // 60", "min|minutes"),
    ("events.warnings", "FAR_YEARS", "ans"),
    ("journal.actions.picture", "MOST", "images"),
    ("journal.models.issue", "COVER_LINE", "caractères"),
    ("journal.models.issue", "COVER_LINES", "lignes au plus"),
    ("mailing.models", "HARD_FAILURES_ALLOWED", "messages"),
    ("members.admin.member", "LATE.days", "jours"),
    ("members.charter", "GRACE.days", "jours"),
    ("members.forms.profile", "MAX_SKILLS", "sujets"),
    ("members.invitations", "PATIENCE.days", "jours"),
    ("members.invitations", "REFUSED_KEPT.days", "jours"),
    ("members.invitations", "VALIDITY.days", "jours"),
    ("members.models.appointment", "SOON.days", "jours"),
    ("ui.pictures", "MAX_MEGABYTES", "Mo"),
    ("ui.pictures", "MAX_MEGAPIXELS", "mégapixels|millions de pixels"),
]
"""Module, constant, and what is counted; nothing more for an hour of the day."""


def value_of(module, constant):
    return eval(constant, vars(import_module(module)))


def pattern_of(value, unit):
    """The ways to write a number, each kind of space included."""
    with override("fr"):
        ways = [hour(value)] if isinstance(value, time) else [in_words(value), in_figures(value), str(value)]
    ways = [re.sub(r"\s", r"\\s", way) for way in ways]
    return re.compile(rf"\b({'|'.join(ways)})" + (rf"\s+({unit})\b" if unit else r"\b"), re.IGNORECASE)


@cache
def sentences():
    """(file, text): every string of the modules but the docstrings, every template."""
    found = [(path, path.read_text()) for path in templates()]
    for path in modules():
        told = {id(node.value) for node in ast.walk(tree(path)) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
                found.append((path, node.value))
    return found


def typed_by_hand(module, constant, unit, texts):
    pattern, words = pattern_of(value_of(module, constant), unit), unit.split("|")
    near = [(path, text) for path, text in texts if any(word in text for word in words) and dotted(path) != module]
    return [name_of(path) for path, text in near if pattern.search(text)]


@pytest.mark.parametrize(("module", "constant", "unit"), RULES)
def test_no_sentence_has_a_number_of_a_rule_typed_by_hand(module, constant, unit):
    assert typed_by_hand(module, constant, unit, sentences()) == []


def test_the_quarter_of_an_hour_before_an_event_is_named_beside_its_rule():
    assert {dotted(path) for path, text in sentences() if "quart d’heure" in text} == {"events.video_link"}


@pytest.mark.parametrize(
    ("rule", "sentence", "is_found"),
    [
        (("members.invitations", "VALIDITY.days", "jours"), "Il reste valable trente jours.", True),
        (("members.invitations", "VALIDITY.days", "jours"), "Il reste valable 30\u00a0jours.", True),
        (("members.invitations", "VALIDITY.days", "jours"), "Il reste valable {{ days }} jours.", False),
        (("events.models.event", "SESSION_ANSWER_DAYS", "jours"), "Vous avez deux jours ouvrés.", True),
        (("events.forms.participants", "LONGEST_NOTE", "signes"), "2\u202f000 signes au plus", True),
        (("clock.workdays", "OPENS", ""), "Le résumé part à 8\u00a0h.", True),
        (("clock.workdays", "OPENS", ""), "Le résumé part à 18\u00a0h.", False),
    ],
)
def test_a_number_is_found_in_words_and_in_figures(rule, sentence, is_found):
    path = modules()[0]

    assert bool(typed_by_hand(*rule, [(path, sentence)])) is is_found
