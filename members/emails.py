"""One function an e-mail of this app; the words are in ``templates/members/email``."""

from django.urls import reverse
from django.utils import timezone

from mailing.messages import Message
from mailing.topics import Topic
from members import invitations
from members.charter import GRACE
from members.invitations import PATIENCE, VALIDITY


def invited(member, *, by):
    """The signed link to join."""
    token = invitations.token_for(member)
    link = reverse("members:invitation", args=[token])
    key = f"invited-{member.pk}-{token[-16:]}"
    return _message("members/email/invited", member, key, inviter=by, link=link, days=VALIDITY.days)


def request_received(candidate, reader):
    """To the core-team: someone asks to join."""
    key = f"request-received-{candidate.pk}-{reader.pk}"
    return _message("members/email/request_received", reader, key, topic=Topic.COMMUNITY, candidate=candidate)


def approved(member):
    """To the person accepted, with the link that lets her or him choose a password."""
    link = reverse("members:invitation", args=[invitations.token_for(member)])
    return _message("members/email/approved", member, f"approved-{member.pk}", link=link, days=VALIDITY.days)


def refused(member):
    return _message("members/email/refused", member, f"refused-{member.pk}")


def request_expired(member):
    """Nobody answered in time: the person may ask again."""
    link = reverse("account_signup")
    key = f"request-expired-{member.pk}"
    return _message("members/email/request_expired", member, key, link=link, days=PATIENCE.days)


def paused(member):
    return _message("members/email/paused", member, _now_key("paused", member))


def suspended(member):
    return _message("members/email/suspended", member, _now_key("suspended", member))


def resumed(member):
    return _message("members/email/resumed", member, _now_key("resumed", member))


def appointed(appointment):
    key = f"appointed-{appointment.pk}"
    return _message("members/email/appointed", appointment.member, key, appointment=appointment)


def appointment_changed(appointment):
    key = _now_key("appointment-changed", appointment)
    return _message("members/email/appointment_changed", appointment.member, key, appointment=appointment)


def role_notice(appointment, reader, *, by):
    """To the core-team: a right was given, changed or taken, by whom."""
    key = f"{_now_key('role-notice', appointment)}-{reader.pk}"
    return _message("members/email/role_notice", reader, key, appointment=appointment, author=by)


def charter_changed(version, member):
    key = f"charter-{version.number}-{member.pk}"
    return _message(
        "members/email/charter_changed", member, key, topic=Topic.COMMUNITY, version=version, days=GRACE.days
    )


def _message(template, reader, key, *, topic=Topic.ACCOUNT, **context):
    return Message(key=key, template=template, topic=topic, to_member=reader, context=context)


def _now_key(cause, row):
    return f"{cause}-{row.pk}-{timezone.now():%Y%m%d%H%M%S%f}"
