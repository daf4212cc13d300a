"""Reading (``reading``), a member's own texts (``writing``), and the board of the committee (``board``, ``desk``…)."""

from journal.views.board import board, issue_edit, issue_new, issue_preview, issue_publish
from journal.views.desk import article_edit, article_new, article_preview, article_version, article_versions
from journal.views.passages import (
    article_accept,
    article_assign,
    article_discard,
    article_move_down,
    article_move_up,
    article_remove,
    article_reopen,
    article_request_changes,
    article_submit,
    article_take_back,
)
from journal.views.pictures import picture_add, picture_edit, picture_file, picture_remove
from journal.views.reading import (
    archive_month,
    archive_year,
    archives,
    article_detail,
    author_detail,
    issue_detail,
    journal,
    section_detail,
)
from journal.views.writing import my_articles, propose

__all__ = [
    "archive_month",
    "archive_year",
    "archives",
    "article_accept",
    "article_assign",
    "article_detail",
    "article_discard",
    "article_edit",
    "article_move_down",
    "article_move_up",
    "article_new",
    "article_preview",
    "article_remove",
    "article_reopen",
    "article_request_changes",
    "article_submit",
    "article_take_back",
    "article_version",
    "article_versions",
    "author_detail",
    "board",
    "issue_detail",
    "issue_edit",
    "issue_new",
    "issue_preview",
    "issue_publish",
    "journal",
    "my_articles",
    "picture_add",
    "picture_edit",
    "picture_file",
    "picture_remove",
    "propose",
    "section_detail",
]
