"""Names agree: addresses, views, templates, permissions, labels, migrations."""

import re

import pytest
from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import migrations
from django.db.migrations.loader import MigrationLoader
from django.urls import URLPattern, URLResolver, get_resolver

from capassistant.roles import ROLE_PERMISSIONS
from mailing.causes import labels
from tests.rules.source import LEVELS, ROOT, modules, name_of, templates

OURS = [config.label for config in apps.get_app_configs() if config.name in LEVELS]
FOUND_BY_NAME = re.compile(
    r"^(4\d\d|5\d\d)\.html$|^(admin|account|allauth|bootstrap5|django|django_prose_editor|crispy_forms)/"
)


def patterns(resolver=None, namespace=""):
    """(qualified name, view) of every named pattern of ours."""
    for item in (resolver or get_resolver()).url_patterns:
        if isinstance(item, URLResolver) and item.namespace == "admin":
            continue
        if isinstance(item, URLResolver):
            yield from patterns(item, item.namespace or namespace)
        elif isinstance(item, URLPattern) and item.name and item.callback.__module__.split(".")[0] in LEVELS:
            yield item.name, item.callback


def test_the_name_of_an_address_is_the_name_of_its_view():
    wrong = [f"{name} -> {view.__name__}" for name, view in patterns() if name != getattr(view, "__name__", name)]

    assert wrong == []


def test_every_template_is_used():
    code = "\n".join(path.read_text() for path in (*modules(), *templates()))
    mails = {cause.replace(".", "/email/") for cause in labels()}
    unused = []
    for path in templates():
        name = str(path.relative_to(ROOT / "templates"))
        stem = re.sub(r"(\.subject)?\.(txt|html)$", "", name)
        if name not in code and stem not in code and stem not in mails and not FOUND_BY_NAME.match(name):
            unused.append(name)

    assert unused == []


def test_every_cause_of_a_message_has_its_words():
    written = [cause.replace(".", "/email/") for cause in labels()]
    parts = (".subject.txt", ".txt", ".html")

    assert [
        name + part for name in written for part in parts if not (ROOT / "templates" / (name + part)).exists()
    ] == []


@pytest.mark.django_db
def test_the_table_of_roles_names_only_permissions_that_exist():
    for label in OURS:
        create_permissions(apps.get_app_config(label), verbosity=0)
    existing = {
        f"{label}.{codename}"
        for label, codename in Permission.objects.values_list("content_type__app_label", "codename")
    }

    assert set().union(*ROLE_PERMISSIONS.values()) - existing == set()


def test_each_permission_of_ours_is_held_by_a_role():
    declared = {
        f"{model._meta.app_label}.{codename}"
        for label in OURS
        for model in apps.get_app_config(label).get_models()
        for codename, _ in model._meta.permissions
    }

    assert declared - set().union(*ROLE_PERMISSIONS.values()) == set()


def test_labels_begin_in_lower_case():
    wrong = [
        f"{model.__name__}.{field.name}: {field.verbose_name}"
        for label in OURS
        for model in apps.get_app_config(label).get_models()
        if not hasattr(model, "pgh_tracked_model")
        for field in model._meta.fields
        if not field.primary_key and field.name != "last_login" and str(field.verbose_name)[:1].isupper()
    ]

    assert wrong == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_data_migration_can_be_undone():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    wrong = [
        f"{label}.{name}"
        for (label, name), migration in loader.disk_migrations.items()
        if label in LEVELS
        for operation in migration.operations
        if isinstance(operation, migrations.RunPython | migrations.RunSQL) and not operation.reversible
    ]

    assert wrong == []


def test_the_code_speaks_of_itself_alone():
    words = re.compile(r"/(work|root)/|\b(sub-?agents?|LLM|Claude|GPT)\b", re.IGNORECASE)
    wrong = [
        f"{name_of(path)}:{number}"
        for path in (*modules(), *templates(), ROOT / "README.md", ROOT / "Makefile")
        if path.exists()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if words.search(line)
    ]

    assert wrong == []
