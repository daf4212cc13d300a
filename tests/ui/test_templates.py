"""Templates: all compile, the icons they name exist, the shell says what it must."""

import re

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template, TemplateSyntaxError
from django.template.loader import get_template
from django.test import RequestFactory
from django.urls import reverse

from tests.rules.source import modules, templates
from ui.layout import PageFormHelper
from ui.templatetags.ui import DRAWINGS

FOLDER = settings.BASE_DIR / "templates"
SPRITE = (settings.BASE_DIR / "static/img/icons.svg").read_text()
NAMED = re.compile(r'(?:\{% icon |icon_name=|icon=)"([a-z-]+)"')


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(FOLDER)))
def test_it_compiles(path):
    get_template(str(path.relative_to(FOLDER)), using="text" if path.suffix == ".txt" else "django")


def test_every_icon_named_in_a_page_exists():
    named = {name for path in templates() for name in NAMED.findall(path.read_text())}

    assert named - DRAWINGS == set()


def test_an_icon_is_a_drawing_of_the_sprite_that_no_reader_announces():
    page = rendered('{% icon "clock" %}{% icon name %}{% icon nothing %}', name="bell", nothing="")

    assert page == "".join(
        f'<svg class="ic" aria-hidden="true"><use href="/static/img/icons.svg#{name}"/></svg>'
        for name in ("clock", "bell")
    )


def test_an_icon_without_drawing_breaks_its_page():
    with pytest.raises(TemplateSyntaxError, match="'clocks'"):
        rendered("{% icon name %}", name="clocks")


def test_the_sprite_holds_drawings_of_one_size_and_nothing_else():
    lines = SPRITE.splitlines()
    drawing = re.compile(
        r'  <symbol id="[a-z-]+" viewBox="0 0 256 256" overflow="visible"><path d="[\d A-Za-z,.-]+"/></symbol>'
    )

    assert [line for line in lines[1:-1] if not drawing.fullmatch(line)] == []
    assert lines[1:-1] == sorted(set(lines[1:-1]))
    assert [lines[0], lines[-1]] == ['<svg xmlns="http://www.w3.org/2000/svg">', "</svg>"]
    assert len(DRAWINGS) == len(lines) - 2


def test_every_icon_serves():
    words = "\n".join(path.read_text() for path in (*templates(), *modules()))
    unused = {name for name in DRAWINGS if f'"{name}"' not in words and f'"{name.removesuffix("-fill")}"' not in words}

    assert unused == set()


class TwoFields(forms.Form):
    name = forms.CharField()
    kind = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)


def rendered(source, **context):
    return Template("{% load ui %}" + source).render(Context(context))


def test_the_helper_lays_out_a_form_with_one_button_and_a_way_out():
    helper = PageFormHelper("J’enregistre", cancel_url="/agenda/")
    source = "{% load crispy_forms_tags %}{% crispy form helper %}"
    form = TwoFields({"name": ""})
    page = rendered(source, form=form, helper=helper, csrf_token="t")

    assert page.count("<form") == page.count("<button") == 1
    assert "novalidate" in page
    assert 'name="csrfmiddlewaretoken"' in page
    assert '<a class="btn btn-link" href="/agenda/">' in page
    assert "Les champs sont obligatoires, sauf mention contraire." in page


@pytest.mark.django_db
def test_the_shell_of_a_visitor(visitor):
    page = visitor.get(reverse("account_login")).content.decode()

    assert re.search(r'<html lang="fr"\s*>', page)
    assert page.index('href="#contenu"') < page.index("<header") < page.index('<main id="contenu" tabindex="-1">')
    assert page.count("<h1>") == 1
    assert re.search(r'<meta\s+name="description"\s+content="La communauté des assistants et assistantes', page)
    assert "barre-mobile" not in page
    assert " style=" not in page


@pytest.mark.django_db
def test_the_shell_of_a_member(member):
    member.member.theme = "dark"
    member.member.save(update_fields=["theme"])
    page = member.get("/agenda/").content.decode()

    assert '<html lang="fr" data-theme="dark">' in page
    assert 'aria-label="Fil d’Ariane"' in page
    assert page.index('aria-label="Fil d’Ariane"') < page.index("<main")
    assert f'action="{reverse("account_logout")}"' in page
    assert 'id="annonces" role="status"' in page


@pytest.mark.django_db
def test_the_scripts_of_the_editor_carry_the_nonce_of_the_page(member):
    response = member.get(reverse("journal:propose"))
    nonce = re.search(r"'nonce-([^']+)'", response.headers["Content-Security-Policy"])[1]
    page = response.content.decode()

    assert f'<script type="importmap" nonce="{nonce}">' in page
    assert page.count("importmap") == 1
    assert page.index("importmap") < page.index("</head>")


@pytest.mark.django_db
def test_a_refused_form_says_so_in_the_title_and_links_to_its_fields(member):
    page = member.post(reverse("journal:propose"), {"title": "", "body": ""}).content.decode()

    assert "<title>Erreur : " in page
    assert 'id="erreurs"' in page
    assert re.search(r'<a\s+href="#id_title"\s*>', page)
    assert 'aria-invalid="true"' in page


def test_the_other_parameters_of_a_list_are_kept_by_its_pages():
    request = RequestFactory().get("/membres/", {"q": "excel", "page": "2"})
    paginator = Paginator(range(60), 20)
    context = RequestContext(request, {"page": paginator.page(2)})
    page = Template("{% load ui %}{% pagination page %}").render(context)

    assert re.search(r'rel="next"\s+href="\?q=excel&amp;page=3"', page)
    assert 'aria-current="page"' in page


def test_a_line_of_an_event_is_drawn_with_the_drawings_of_the_sprite():
    stacked = re.findall(r' d="([^"]+)"', (settings.BASE_DIR / "static/img/infos.svg").read_text())

    assert [re.search(f'id="([^"]+)"[^\n]+ d="{re.escape(path)}"', SPRITE)[1] for path in stacked] == [
        "clock",
        "map-pin",
        "video-camera",
        "user-sound",
    ]
