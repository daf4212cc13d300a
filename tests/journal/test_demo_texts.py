"""The articles of the demo are real ones: long enough, each said once, signed by people of the community."""

import re
from collections import Counter
from html import unescape

import pytest

from capassistant.operations.demo import content
from capassistant.operations.demo.journal import FEATURE
from ui.richtext import plain_text, sanitise

ISSUES = content.issues()
ARTICLES = [(issue, article) for issue in ISSUES for article in issue["articles"]]
FILLER = re.compile(r"lorem|ipsum|dolor sit|xxx|todo|à compléter", re.IGNORECASE)
STRAIGHT = re.compile(r"\w'\w|\"\w")
FEWEST_WORDS = 80
FEWEST_WORDS_OF_A_FEATURE = 240


def words(article):
    return plain_text(article["body"]).split()


def published(pairs):
    return [(issue, article) for issue, article in pairs if issue.get("state") != "draft"]


def test_eight_issues_have_appeared_and_one_is_in_preparation():
    assert [issue["number"] for issue in ISSUES] == list(range(24, 33))
    assert [issue["number"] for issue in ISSUES if issue.get("state") == "draft"] == [32]


@pytest.mark.parametrize("issue", ISSUES, ids=lambda issue: str(issue["number"]))
def test_an_issue_presents_itself(issue):
    assert 60 < len(issue["standfirst"]) <= 400
    assert len(plain_text(issue["editorial"]).split()) >= 30


@pytest.mark.parametrize("pair", published(ARTICLES), ids=lambda pair: pair[1]["title"])
def test_what_appeared_is_worth_reading(pair):
    _issue, article = pair

    assert len(words(article)) >= (FEWEST_WORDS_OF_A_FEATURE if article["section"] == FEATURE else FEWEST_WORDS)
    assert 20 < len(article["standfirst"]) <= 400


@pytest.mark.parametrize("pair", ARTICLES, ids=lambda pair: pair[1]["title"])
def test_a_text_is_set_with_care_and_keeps_all_its_markup(pair):
    _issue, article = pair
    text = " ".join((article["title"], article["standfirst"], plain_text(article["body"])))

    assert FILLER.search(text) is None
    assert STRAIGHT.search(text) is None
    assert unescape(sanitise(article["body"])) == article["body"].strip()


def test_no_paragraph_is_written_twice():
    paragraphs = [
        line.strip()
        for _issue, article in ARTICLES
        for line in plain_text(article["body"]).splitlines()
        if len(line.split()) > 6
    ]

    assert [line for line, count in Counter(paragraphs).items() if count > 1] == []


@pytest.mark.parametrize("name", ["title", "standfirst"])
def test_no_two_articles_present_themselves_alike(name):
    assert [said for said, count in Counter(article[name] for _issue, article in ARTICLES).items() if count > 1] == []


def test_hardly_anybody_signs_two_texts_of_one_issue():
    twice = [
        (issue["number"], key)
        for issue in ISSUES
        for key, count in Counter(key for article in issue["articles"] for key in article["authors"]).items()
        if count > 1
    ]

    assert twice == [(31, "helene-marchand")]
