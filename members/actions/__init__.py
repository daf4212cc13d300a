"""Every change of the community's life: who joins, who leaves, who holds a role, what the charter says.

Order of locks: the member first, then appointments, then the versions of the charter.
"""

from members.actions.account_mail import send_account_mail
from members.actions.appointments import appoint, change_appointment, end_appointment, hand_over
from members.actions.charter import accept_charter, publish_charter
from members.actions.joining import accept_invitation, approve, confirm_request, invite, invite_again, refuse
from members.actions.profile import finish_welcome, remove_photo, save_skills, set_photo, withdraw_photo
from members.actions.refusal import Refused
from members.actions.requests import erase_refused, expire_requests
from members.actions.states import mark_left, pause, resume, suspend

__all__ = [
    "Refused",
    "accept_charter",
    "accept_invitation",
    "appoint",
    "approve",
    "change_appointment",
    "confirm_request",
    "end_appointment",
    "erase_refused",
    "expire_requests",
    "finish_welcome",
    "hand_over",
    "invite",
    "invite_again",
    "mark_left",
    "pause",
    "publish_charter",
    "refuse",
    "remove_photo",
    "resume",
    "save_skills",
    "send_account_mail",
    "set_photo",
    "suspend",
    "withdraw_photo",
]
