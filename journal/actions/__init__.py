"""Every write of the Journal that touches two rows, sends a message or needs a lock.

Lock order: the issue, then the article, then its pictures. Whatever changes an article of an issue holds the lock of
the issue, so that an issue is published with exactly what was read as ready.
"""

from journal.actions.articles import (
    assign_to_issue,
    create_article,
    discard,
    move_down,
    move_up,
    propose,
    remove,
    save_article,
)
from journal.actions.issues import create_issue, publish, save_issue
from journal.actions.pictures import add_picture, change_picture, remove_picture
from journal.actions.refusals import Conflict, NotReady, Refused
from journal.actions.steps import accept, reopen, request_changes, submit, take_back

__all__ = [
    "Conflict",
    "NotReady",
    "Refused",
    "accept",
    "add_picture",
    "assign_to_issue",
    "change_picture",
    "create_article",
    "create_issue",
    "discard",
    "move_down",
    "move_up",
    "propose",
    "publish",
    "remove",
    "remove_picture",
    "reopen",
    "request_changes",
    "save_article",
    "save_issue",
    "submit",
    "take_back",
]
