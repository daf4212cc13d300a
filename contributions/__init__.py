"""What each app adds to pages that it does not own: a module of a fixed name, found in the apps of ours that have one.

So a page may show what the apps above its own have to say, and a new app is listed once, in ``settings.OUR_APPS``.
Imports no other app of ours.
"""

from functools import cache
from importlib import import_module
from types import ModuleType

from django.apps import apps
from django.conf import settings
from django.utils.module_loading import module_has_submodule


@cache
def contributed(name: str) -> tuple[ModuleType, ...]:
    """The modules called ``name`` of our apps, in the order of ``settings.OUR_APPS``."""
    ours = [apps.get_app_config(app.rpartition(".")[2]) for app in settings.OUR_APPS]
    found = [app for app in ours if module_has_submodule(app.module, name)]
    return tuple(import_module(f"{app.name}.{name}") for app in found)
