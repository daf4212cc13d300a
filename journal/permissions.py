"""Who may do what with one article. ``article`` comes with its authorships and its issue."""

from journal.models import Article


def can_edit(member, article):
    """The committee at any time, authors as long as the text is in their hands; nobody what was given up."""
    if article.is_discarded:
        return False
    if member.has_perm("journal.change_article"):
        return True
    return article.is_with_its_authors and article.is_written_by(member)


def can_submit(member, article):
    allowed = member.has_perm("journal.change_article") or article.is_written_by(member)
    return allowed and article.is_with_its_authors


def can_take_back(member, article):
    """An author has second thoughts before the committee has read, or about what was given up."""
    return article.is_written_by(member) and article.may_move_to(Article.State.DRAFT)


def can_review(member, article):
    return member.has_perm("journal.review_article") and article.state == Article.State.SUBMITTED


def can_reopen(member, article):
    allowed = member.has_perm("journal.review_article") and not article.is_published
    return allowed and article.state == Article.State.ACCEPTED


def can_arrange(member, article):
    """Give it a place in an issue, move it, take it out."""
    return member.has_perm("journal.change_issue") and not article.is_published and not article.is_discarded


def can_discard(member, article):
    """A text that has no issue can be given up by who wrote it or by the committee."""
    allowed = member.has_perm("journal.change_article") or article.is_written_by(member)
    return allowed and article.issue is None and not article.is_discarded
