"""Reading in the back office what a message says: as it would leave, by those who see the queue, without its secrets."""

import re

import pytest
from django.utils import timezone

from mailing import links
from mailing.causes import with_a_code
from mailing.models import Delivery
from tests.cast import signed_in
from tests.factories import make_delivery, make_member, make_superuser
from tests.helpers import count_queries
from tests.rules.source import ROOT

pytestmark = pytest.mark.django_db

LIST = "/admin/mailing/delivery/"


def preview(client, delivery):
    return client.get(f"{LIST}{delivery.pk}/apercu/")


def html_part(client, delivery):
    return client.get(f"{LIST}{delivery.pk}/apercu/html/")


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_each_row_leads_to_its_preview(core_team):
    delivery = make_delivery()

    assert f'href="{LIST}{delivery.pk}/apercu/"' in core_team.get(LIST).content.decode()
    assert 'href="../apercu/"' in core_team.get(f"{LIST}{delivery.pk}/change/").content.decode()


def test_what_has_left_has_no_preview_any_more(core_team):
    delivery = make_delivery(state="sent", sent_at=timezone.now(), text="", html="")

    assert "apercu" not in core_team.get(LIST).content.decode()
    assert 'href="../apercu/"' not in core_team.get(f"{LIST}{delivery.pk}/change/").content.decode()
    assert "Le texte est effacé" in text_of(preview(core_team, delivery))
    assert html_part(core_team, delivery).status_code == 404


def test_the_preview_says_to_whom_and_what(core_team):
    zoe = make_member("zoe@example.org", first_name="Zoé", last_name="Martin")
    delivery = make_delivery(
        zoe, subject="Le Journal n° 31 est paru", text="Bonjour Zoé,\n\nLe numéro 31.", reply_to="nadia@example.org"
    )

    page = text_of(preview(core_team, delivery))

    for said in ("Zoé Martin", "zoe@example.org", "nadia@example.org", "Le Journal n° 31 est paru", "Le numéro 31."):
        assert said in page


def test_the_html_part_stands_in_a_frame_that_runs_nothing(core_team):
    delivery = make_delivery(html='<p style="color:red">Le numéro 31.</p><script>alert(1)</script>')

    page, part = preview(core_team, delivery), html_part(core_team, delivery)

    assert re.search(r'<iframe[^>]* sandbox=""[^>]* src="html/"', page.content.decode())
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    assert part.content.decode() == delivery.html
    assert part["Content-Security-Policy"].split("; ") == [
        "default-src 'none'", "style-src 'unsafe-inline'", "base-uri 'none'", "form-action 'none'",
        "frame-ancestors 'self'", "sandbox",
    ]  # fmt: skip
    assert "no-store" in part["Cache-Control"]
    assert "unsafe" not in page["Content-Security-Policy"]


def test_no_signed_link_can_be_read_in_either_part(core_team):
    reader = make_member()
    secrets = [links.preferences_url(reader.pk), links.unsubscribe_url(reader.pk, "journal")]
    delivery = make_delivery(
        reader, text="\n".join(secrets), html="".join(f'<a href="{secret}">Choisir</a>' for secret in secrets)
    )

    for page in (preview(core_team, delivery), html_part(core_team, delivery)):
        assert [secret for secret in secrets if secret.rstrip("/").rpartition("/")[2] in page.content.decode()] == []
        assert "••••••" in page.content.decode()


@pytest.mark.parametrize("cause", sorted(with_a_code()))
def test_a_message_that_holds_a_code_has_no_preview_for_anybody(core_team, superuser, cause):
    delivery = make_delivery(cause=cause, topic="account", text="ABCD-EFGH", html="<p>ABCD-EFGH</p>")

    for client in (core_team, superuser):
        assert "ABCD-EFGH" not in preview(client, delivery).content.decode()
        assert html_part(client, delivery).status_code == 404
        assert "apercu" not in client.get(LIST).content.decode()


def test_every_template_that_writes_a_code_is_known():
    found = {
        str(path.relative_to(ROOT / "templates")).removesuffix(".txt").replace("/email/", ".")
        for path in (ROOT / "templates").rglob("email/*.txt")
        if re.search(r"\{\{ *\w*(code|token|key|secret)\w* *[|}]", path.read_text())
    }

    assert found == with_a_code()


def test_messages_about_texts_in_preparation_are_for_who_reads_drafts(core_team, superuser):
    delivery = make_delivery(
        topic="text", cause="journal.submitted", subject="À relire : Titre secret", text="Texte secret"
    )

    for path in (LIST, f"{LIST}{delivery.pk}/change/", f"{LIST}{delivery.pk}/apercu/", f"{LIST}?q=Titre"):
        assert "secret" not in text_of(core_team.get(path))
    assert html_part(core_team, delivery).status_code == 404
    assert "Titre secret" in text_of(superuser.get(LIST))
    assert "Texte secret" in text_of(preview(superuser, delivery))


def test_a_code_or_a_text_in_preparation_says_why_there_is_no_preview(core_team):
    code = make_delivery(cause="account.login_code", topic="account")
    draft = make_delivery(topic="text", cause="journal.submitted")

    assert "contient un code personnel" in text_of(preview(core_team, code))
    assert "réservé au comité éditorial" in text_of(preview(core_team, draft))


def test_nobody_else_reads_a_preview(member, editor, sponsor):
    delivery = make_delivery()

    for client in (member, editor, sponsor):
        assert [preview(client, delivery).status_code, html_part(client, delivery).status_code] == [302, 302]


def test_messages_of_the_technical_administration_do_not_exist_for_the_core_team(core_team):
    delivery = make_delivery(make_superuser(email="technique@example.org"))

    assert [preview(core_team, delivery).status_code, html_part(core_team, delivery).status_code] == [404, 404]


def test_reading_a_preview_changes_nothing(core_team):
    delivery = make_delivery()
    before = Delivery.objects.values().get()

    assert core_team.post(f"{LIST}{delivery.pk}/apercu/").status_code == 405
    preview(core_team, delivery)
    html_part(core_team, delivery)

    assert Delivery.objects.values().get() == before


def test_a_preview_is_read_by_who_is_of_both_the_core_team_and_the_committee():
    both = make_member(roles=["core_team", "editorial"])
    delivery = make_delivery(topic="text", cause="journal.submitted", text="Texte en relecture")

    assert "Texte en relecture" in text_of(preview(signed_in(both), delivery))


def test_a_preview_costs_the_same_for_a_member_and_for_a_stranger(core_team):
    first, second = make_delivery(make_member()), make_delivery()
    preview(core_team, first)

    costs = [count_queries(core_team, f"{LIST}{row.pk}/apercu/") for row in (first, second)]

    assert costs == [3, 3]
