"""Issues of the Journal with their articles, and the one in preparation."""

from datetime import timedelta

from django.utils.text import slugify

from capassistant.operations.demo.plan import add, at
from journal.models import Article, Authorship, Issue, Section, Transition
from ui.richtext import sanitise

State = Article.State
PATHS = {
    State.DRAFT: [],
    State.SUBMITTED: [State.SUBMITTED],
    State.CHANGES_REQUESTED: [State.SUBMITTED, State.CHANGES_REQUESTED],
    State.ACCEPTED: [State.SUBMITTED, State.ACCEPTED],
}
"""The passages that led an article to its state."""
BY_AUTHOR = (State.SUBMITTED,)
FEATURE = "Dossier"
COVER_LINES = 2
COVER_LINE_LENGTH = 60


def fill(plan, issues, people):
    sections = sections_of(issues)
    for facts in issues:
        issue = issue_of(facts, people)
        articles = add(Article, articles_of(facts, issue, sections, plan))
        signed = list(zip(articles, facts["articles"], strict=True))
        add(Authorship, (row for article, words in signed for row in authorships(article, words, people)))
        add(Transition, (row for article, words in signed for row in transitions(article, words, plan, people)))


def sections_of(issues):
    """Sections in the order in which the issues first use them."""
    names = list(dict.fromkeys(article["section"] for issue in issues for article in issue["articles"]))
    rows = [
        Section(name=name, slug=slugify(name), position=position, is_feature=name == FEATURE)
        for position, name in enumerate(names)
    ]
    return {section.name: section for section in add(Section, rows)}


def issue_of(facts, people):
    is_draft = facts.get("state") == Issue.State.DRAFT
    published_at = None if is_draft else at(facts["published_on"], 8, 30)
    return Issue.objects.create(
        number=facts["number"],
        quarter=facts["quarter"],
        year=facts["year"],
        headline=facts["headline"],
        standfirst=facts["standfirst"],
        cover_lines=cover_lines(facts),
        editorial=sanitise(facts["editorial"]),
        editorial_author=people.named["redaction"],
        state=Issue.State.DRAFT if is_draft else Issue.State.PUBLISHED,
        published_at=published_at,
        motif=facts["motif"],
        ground=facts["ground"],
        saved_by=people.named["redaction"],
    )


def cover_lines(facts):
    """The first articles that are not the headline, where their title fits on a cover."""
    lines = (
        f"{words['section']} : {words['title']}" for words in facts["articles"] if words["title"] != facts["headline"]
    )
    return [line for line in lines if len(line) <= COVER_LINE_LENGTH][:COVER_LINES]


def articles_of(facts, issue, sections, plan):
    last = issue.published_at or plan.now
    for position, words in enumerate(facts["articles"]):
        yield Article(
            issue=issue,
            position=position,
            section=sections[words["section"]],
            title=words["title"],
            slug=Article.slug_for(words["title"]),
            standfirst=words["standfirst"],
            body=sanitise(words["body"]),
            state=words.get("state", State.ACCEPTED),
            created_at=last - timedelta(days=50 - position),
            saved_at=last - timedelta(days=9, hours=position),
        )


def authorships(article, words, people):
    for position, key in enumerate(words["authors"]):
        yield Authorship(article=article, member=people.named[key], position=position)


def transitions(article, words, plan, people):
    """Each passage some days after the one before, accepted by another; the comment belongs to the last."""
    path = PATHS[article.state]
    last = article.issue.published_at or plan.now
    before, author = State.DRAFT, words["authors"][0]
    reviewer = "odile-perrin" if author == "redaction" else "redaction"
    for rank, state in enumerate(path):
        yield Transition(
            article=article,
            from_state=before,
            to_state=state,
            by=people.named[author if state in BY_AUTHOR else reviewer],
            comment=words.get("comment", "") if state == path[-1] else "",
            at=last - timedelta(days=8 * (len(path) - rank), hours=article.position),
        )
        before = state
