"""Apps import downwards only; modules of an app import only from those above them in the table."""

from tests.rules.source import LEVELS, ROOT, dotted, imports, modules, name_of

RANKS = {
    "": 0,
    "models": 1,
    "signals": 1,
    "refusals": 1,
    "states": 1,
    "versions": 2,
    "messages": 1,
    "topics": 1,
    "workdays": 1,
    "typography": 1,
    "slugs": 1,
    "richtext": 2,
    "plain": 2,
    "spreadsheets": 2,
    "pictures": 2,
    "visibility": 2,
    "charter": 2,
    "readiness": 2,
    "causes": 3,
    "previews": 3,
    "archives": 2,
    "contents": 2,
    "parts": 2,
    "suggestions": 2,
    "board": 2,
    "panel": 2,
    "search": 2,
    "diff": 2,
    "hashers": 2,
    "invitations": 2,
    "rights": 2,
    "filters": 2,
    "timeline": 2,
    "recurrence": 2,
    "participants": 3,
    "warnings": 3,
    "links": 2,
    "preferences": 2,
    "addresses": 2,
    "masking": 2,
    "rendering": 3,
    "envelopes": 3,
    "permissions": 3,
    "calendars": 4,
    "emails": 4,
    "outbox": 5,
    "sent_messages": 5,
    "tokens": 5,
    "actions": 6,
    "tasks": 7,
    "backends": 7,
    "adapters": 7,
    "decorators": 7,
    "middleware": 7,
    "fields": 7,
    "layout": 7,
    "forms": 8,
    "tables": 8,
    "views": 9,
    "urls": 10,
    "account_urls": 10,
    "site": 10,
    "templatetags": 10,
    "admin": 11,
    "receivers": 11,
    "apps": 12,
    "management": 12,
}


def ours(path):
    app = path.relative_to(ROOT).parts[0]
    return [(line, name.split("."), app) for line, name in imports(path) if name.split(".")[0] in LEVELS]


def test_apps_import_only_from_lower_levels():
    wrong = [
        f"{name_of(path)}:{line} imports {'.'.join(target)}"
        for path in modules()
        for line, target, app in ours(path)
        if target[0] != app and LEVELS[target[0]] >= LEVELS[app]
    ]

    assert wrong == []


def test_modules_of_an_app_import_only_from_those_above():
    wrong = []
    for path in modules():
        parts = [*dotted(path).split("."), ""]
        if parts[0] == "capassistant":
            continue
        for line, target, app in ours(path):
            if target[0] == app and len(target) > 1 and RANKS.get(target[1], 0) > RANKS[parts[1]]:
                wrong.append(f"{name_of(path)}:{line} imports {'.'.join(target)}")

    assert wrong == []
