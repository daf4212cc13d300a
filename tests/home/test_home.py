import datetime

import pytest
from django.utils import timezone

from capassistant.home.bell import awaiting
from clock.words import clock, day_long
from events.models import Registration
from journal.models import Article
from mailing.models import FailingAddress
from members.backends import RoleBackend
from members.models import Member, Visibility
from tests.factories import (
    accept_charter,
    fill_event,
    make_article,
    make_charter,
    make_event,
    make_issue,
    make_member,
    make_published_issue,
    make_registration,
    make_site,
)
from tests.helpers import count_queries

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def text_of(response):
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def titles(member):
    """What waits for ``member``, as at a next request."""
    return [item.title for item in awaiting(RoleBackend().get_user(member.pk))]


def test_a_visitor_reads_what_the_community_is_and_no_name(visitor):
    member = make_member(first_name="Hermine", last_name="Quidort")
    event = make_event("Atelier que personne ne voit dehors", hosts=[member])

    page = text_of(visitor.get("/"))

    assert "Se connecter" in page
    assert "Demander à rejoindre la communauté" in page
    assert not any(secret in page for secret in ("Hermine", "Quidort", event.title, "/membres/", "/agenda/"))


def test_an_empty_portal_has_a_kind_word_in_each_block(member):
    page = text_of(member.get("/"))

    assert "Rien ne vous attend aujourd’hui." in page
    assert "Rien ne vous attend. Bonne journée." in page
    assert "Aucun rendez-vous à venir" in page
    assert "Le Journal n°" not in page
    assert "Bienvenue à…" not in page


def test_my_next_dates_are_told_with_their_state_the_nearest_first(member):
    confirmed = make_event("Publipostage", in_days=1)
    make_registration(confirmed, member.member)
    line = make_event("Power Automate", in_days=2, seats=1)
    fill_event(line, confirmed=1, waiting=1)
    make_registration(line, member.member, Registration.Status.WAITING)
    make_event("Accueil des nouveaux", in_days=3, hosts=[member.member])
    make_registration(make_event("Trop loin", in_days=40), member.member)

    response = member.get("/")

    mine = [engagement.event.title for engagement in response.context["engagements"]]
    assert mine == ["Publipostage", "Power Automate", "Accueil des nouveaux"]
    page = text_of(response)
    assert page.index("Inscription confirmée") < page.index("Liste d’attente : deuxième") < page.index("Vous animez")
    assert page.index("Demain à") < page.index("vous suivez")


def test_a_date_left_cancelled_or_over_is_not_mine_any_more(member):
    make_registration(make_event("Laissée"), member.member, Registration.Status.CANCELLED)
    cancelled = make_event("Annulée")
    make_registration(cancelled, member.member)
    cancelled.state, cancelled.cancellation_reason = "cancelled", "Salle fermée"
    cancelled.save()
    make_registration(make_event("Terminée", in_days=-3), member.member)

    assert member.get("/").context["engagements"] == []


def test_without_a_date_the_next_one_open_to_me_is_proposed(member):
    make_event("Brouillon", in_days=1, state="draft")
    fill_event(make_event("Complet", in_days=2, seats=1), confirmed=1)
    make_event("Pas encore ouvert", in_days=3, registration_opens_at=timezone.now() + DAY)
    make_event("Ouvert à tous", in_days=4)

    response = member.get("/")

    assert response.context["proposal"].title == "Ouvert à tous"
    assert "Le prochain rendez-vous ouvert à tout le monde est" in text_of(response)


def test_the_charter_comes_first_and_goes_away_once_accepted(member):
    version = make_charter(published_at=timezone.now() - DAY)

    before = member.get("/")
    accept_charter(member.member, version)
    after = member.get("/")

    assert [item.title for item in before.context["awaited"]] == ["La charte de la communauté"]
    assert "votre accord sur la charte" in text_of(before)
    assert after.context["awaited"] == []


def test_a_place_that_was_freed_is_told_for_three_days(member):
    event = make_event("Publipostage")
    make_registration(event, member.member, promoted_at=timezone.now() - DAY)
    make_registration(make_event("Ancienne nouvelle"), member.member, promoted_at=timezone.now() - 4 * DAY)

    assert titles(member.member) == ["Publipostage"]


def offer(member, title="Publipostage", hours=3, **fields):
    """A place kept for ``member``, to be confirmed within so many hours."""
    event = make_event(title, **({"in_days": 30} | fields))
    until = timezone.now() + hours * DAY / 24
    make_registration(event, member, Registration.Status.OFFERED, offer_expires_at=until)
    return event


def test_an_offered_place_is_answered_from_the_home_page(member):
    event = offer(member.member)

    response = member.get("/")
    taken = member.post(response.context["awaited"][0].answers[0].url)

    page = text_of(response)
    assert [answer.label for answer in response.context["awaited"][0].answers] == [
        "Je prends la place",
        "Je cède mon tour",
    ]
    assert f'<form method="post" action="{event.get_absolute_url()}place/">' in page
    assert f'href="{event.get_absolute_url()}desinscription/"' in page
    assert f'Une place vous est proposée : <a href="{event.get_absolute_url()}">' in " ".join(page.split())
    assert taken["Location"] == event.get_absolute_url() + "#inscription"
    assert event.registrations.get().status == Registration.Status.CONFIRMED


def test_an_offered_place_says_until_when_it_is_kept(member):
    event = offer(member.member)
    until = event.registrations.get().offer_expires_at

    tab = awaiting(member.member)[0].tab

    assert tab == f"Place libérée, à confirmer avant le {day_long(until)}, {clock(until)}"


def test_what_lapses_comes_before_all_else():
    member = make_member(joined_on=timezone.localdate())
    make_charter()
    offer(member)

    assert titles(member) == ["Publipostage", "La charte de la communauté", "Présentez-vous en deux minutes"]


def test_a_blocked_address_is_told_even_when_much_else_waits():
    member = make_member(joined_on=timezone.localdate())
    make_charter()
    offer(member)
    FailingAddress.objects.create(address=member.email, failures=3, blocked_at=timezone.now())

    assert titles(member) == ["Publipostage", "La charte de la communauté", member.email]


def test_several_offers_are_answered_on_the_page_of_my_registrations(member):
    offer(member.member, "Publipostage", hours=6)
    offer(member.member, "Prioriser", hours=3)
    soonest = Registration.objects.earliest("offer_expires_at").offer_expires_at

    item = awaiting(member.member)[0]

    assert (item.title, item.url, item.answers) == ("2 rendez-vous", "/moi/inscriptions/", ())
    assert item.tab.endswith(f"{day_long(soonest)}, {clock(soonest)}")


def test_an_offer_that_cannot_be_taken_any_more_is_not_told(member):
    offer(member.member, "Expirée", hours=-1)
    offer(member.member, "Commencée", in_days=-0.01)
    cancelled = offer(member.member, "Annulée")
    cancelled.state, cancelled.cancellation_reason = "cancelled", "Grève"
    cancelled.save()
    offer(make_member(), "À quelqu’un d’autre")

    assert titles(member.member) == []


def test_a_text_sent_back_waits_for_its_author_alone(member):
    make_article(authors=[member.member], title="Mes priorités", state=Article.State.CHANGES_REQUESTED)
    other = make_member()

    assert titles(member.member) == ["Mes priorités"]
    assert titles(other) == []


def test_texts_to_review_wait_for_the_committee_but_not_for_their_author(editor, member):
    issue = make_issue()
    make_article(issue=issue, authors=[member.member], state=Article.State.SUBMITTED)
    make_article(issue=issue, authors=[editor.member], state=Article.State.SUBMITTED)
    make_article(issue=issue, authors=[member.member], state=Article.State.SUBMITTED)

    assert titles(editor.member) == ["2 textes"]
    assert titles(member.member) == []


def test_requests_to_join_wait_for_the_core_team(core_team, member):
    for _ in range(2):
        asking = make_member(state=Member.State.AWAITING)
        asking.emailaddress_set.create(email=asking.email, verified=True, primary=True)
    make_member(state=Member.State.AWAITING)

    assert titles(core_team.member) == ["2 personnes attendent une réponse"]
    assert titles(member.member) == []


def test_the_bell_and_the_home_page_count_the_same_three_things_at_most(superuser):
    make_charter()
    make_registration(make_event(), superuser.member, promoted_at=timezone.now())
    for state in (Article.State.CHANGES_REQUESTED, Article.State.SUBMITTED):
        make_article(authors=[superuser.member], state=state)
        make_article(state=state)
    make_member(state=Member.State.AWAITING)

    home, elsewhere = superuser.get("/"), superuser.get("/menu/")

    assert len(home.context["awaited"]) == home.context["awaiting_count"] == elsewhere.context["awaiting_count"] == 3
    assert text_of(home).count('class="onglet') == 3
    assert "3 sujets vous attendent" in text_of(elsewhere)
    assert "3 sujets, environ 2 minutes" in text_of(home)


def test_the_latest_issue_shows_its_two_first_articles(member):
    make_published_issue(30, articles=2)
    latest = make_published_issue(31)
    for position, title in enumerate(["Reprendre la main", "Dire non", "Le troisième"]):
        make_article(issue=latest, title=title, position=position)
    make_issue(32)

    response = member.get("/")

    assert response.context["issue"] == latest
    assert [article.title for article in response.context["articles"]] == ["Reprendre la main", "Dire non"]
    assert "numéro 31 du Journal" in text_of(response)


def test_newcomers_are_welcomed_with_what_they_show(member):
    hidden, shown = make_site("Nantes caché"), make_site("Lyon montré")
    yesterday, today = timezone.localdate() - DAY, timezone.localdate()
    shy = make_member(joined_on=today, site=hidden, site_visibility=Visibility.SELF)
    newcomer = make_member(first_name="Samia", last_name="Kaci", joined_on=yesterday, site=shown)
    make_member(joined_on=timezone.localdate() - 200 * DAY)
    make_member(joined_on=timezone.localdate(), state=Member.State.AWAITING)

    response = member.get("/")

    assert [seen.portrait.slug for seen in response.context["newcomers"]] == [shy.slug, newcomer.slug]
    page = text_of(response)
    assert "Samia K." in page
    assert "Lyon montré" in page
    assert "Nantes caché" not in page


def populate(member, times):
    for number in range(times):
        event = make_event(in_days=number + 1)
        make_registration(event, member)
        offer(member, in_days=number + 20)
        make_event(in_days=number + 1, hosts=[member])
        make_published_issue(articles=3)
        make_article(authors=[member], state=Article.State.CHANGES_REQUESTED)
        make_member(joined_on=timezone.localdate())


def test_home_asks_the_database_as_often_for_one_row_as_for_ten(member):
    populate(member.member, 1)
    once = count_queries(member, "/")
    populate(member.member, 9)

    assert (once, count_queries(member, "/")) == (8, 8)
