"""What every page shows around its content: navigation, bell, banner of the charter, footer.

Costs at most one query, and only when the page is rendered: the bell's.
"""

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from capassistant.home.awaiting import awaiting
from members import charter

CHARTER_PAGES = ("/charte/", "/bienvenue/")
"""Where the charter is read already: no banner asks for it there."""


def portal(request):
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": visitor_nav(request), "footer_links": footer_links()}
    status = charter.status_for(user)
    return {
        "nav": member_nav(request),
        "phone_nav": phone_nav(request),
        "account_menu": account_menu(user),
        "footer_links": footer_links(),
        "awaiting_count": SimpleLazyObject(lambda: len(awaiting(user))),
        "charter_banner": status if status.is_asked and not request.path.startswith(CHARTER_PAGES) else None,
    }


def item(request, label, url, icon="", *, prefixes=()):
    """A link of a navigation bar; ``current`` is "page" on its page and "true" in its section."""
    path = request.path
    inside = any(path.startswith(prefix) for prefix in (*prefixes, *([url] if url != "/" else [])))
    current = "page" if path == url else "true" if inside else ""
    return {"label": label, "url": url, "icon": icon, "icon_fill": f"{icon}-fill", "current": current}


def visitor_nav(request):
    return [
        item(request, _("Accueil"), "/"),
        item(request, _("La charte"), reverse("members:charter")),
    ]


def main_items(request):
    return [
        item(request, _("Accueil"), "/", "house"),
        item(request, _("Agenda"), reverse("events:agenda"), "calendar-dots", prefixes=["/moi/inscriptions/"]),
        item(request, _("Membres"), reverse("members:directory"), "users"),
        item(request, _("Journal"), reverse("journal:journal"), "newspaper"),
    ]


def member_nav(request):
    community = item(request, _("Communauté"), reverse("members:community"), prefixes=["/charte/", "/groupes/"])
    nav = [*main_items(request), community]
    if request.user.has_perm("journal.view_draft"):
        nav.append(item(request, _("Rédaction"), reverse("journal:board")))
    if request.user.is_staff:
        nav.append(item(request, _("Coulisses"), f"/{settings.ADMIN_PATH}"))
    return nav


def phone_nav(request):
    return [*main_items(request), item(request, _("Plus"), reverse("menu"), "list")]


def account_menu(user):
    links = [
        (_("Mon profil"), user.get_absolute_url(), "user-circle"),
        (_("Mes inscriptions"), reverse("events:my_registrations"), "calendar-check"),
        (_("Mes textes"), reverse("journal:my_articles"), "pencil-simple-line"),
        (_("Mon espace"), reverse("members:my_space"), "gear-six"),
    ]
    if user.has_perm("journal.view_draft"):
        links.append((_("Rédaction du Journal"), reverse("journal:board"), "kanban"))
    if user.is_staff:
        links.append((_("Coulisses"), f"/{settings.ADMIN_PATH}", "lock-simple"))
    return [{"label": label, "url": url, "icon": icon} for label, url, icon in links]


def footer_links():
    links = [
        (_("Charte et règles de vie"), reverse("members:charter")),
        (_("Aide"), reverse("help_page")),
        (_("Données personnelles"), reverse("privacy")),
        (_("Accessibilité : audit à venir"), reverse("accessibility")),
    ]
    return [{"label": label, "url": url} for label, url in links]
