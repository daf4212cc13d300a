"""What each app adds to pages that it does not own: a module of a fixed name, found in the apps of ours that have one.

So a page may show what the apps above its own have to say, and a new app is listed once, in ``settings.OUR_APPS``.
The modules beside this one say what each kind of contribution is made of:

``awaiting``    ``waiting(member)``          what waits for a member: home page, bell, opening sentence
``search``      ``found(text, viewer)``      one group of the search page
``pages``       ``pages(viewer)``            pages that the search finds by their name and what they are about
``navigation``  ``links(user)``              links of the bars, of the menus and of the foot
``causes``      ``Cause``                    why the app writes to somebody, one cause a message
``departure``   ``handed_over(member)``      what a member who leaves passes on, and to whom
``activity``    ``pieces(request, member)``  what the page of a member says of what he or she does
``group_page``  ``listed(groups)``, ``main(request, group)``, ``aside(request, group)``
                                             the groups of the list, each with what it says of it; the two columns
                                             of the page of one group

Imports no other app of ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils.module_loading import module_has_submodule


@dataclass(frozen=True)
class Piece:
    """A part of a page: a template of the app that adds it, and what it shows; ``{% pieces %}`` renders it."""

    template: str
    context: Mapping[str, Any]


@cache
def contributed(name: str) -> tuple[ModuleType, ...]:
    """The modules called ``name`` of our apps, in the order of ``settings.OUR_APPS``."""
    ours = [apps.get_app_config(app.rpartition(".")[2]) for app in settings.OUR_APPS]
    found = [app for app in ours if module_has_submodule(app.module, name)]
    return tuple(import_module(f"{app.name}.{name}") for app in found)
