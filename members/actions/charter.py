"""The charter: publishing a version, accepting it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guards.refusals import Refused
from mailing.outbox import queue
from members import emails
from members.models import CharterAcceptance, CharterVersion, Member

State = CharterVersion.State
Kind = CharterVersion.Kind


@transaction.atomic
def publish_charter(version: CharterVersion, *, kind: str, reason: str, by: Member) -> CharterVersion:
    """Put a draft in force; only a change of substance asks everyone to accept again."""
    versions = list(CharterVersion.objects.select_for_update(of=("self",)).order_by("number"))
    version = next(row for row in versions if row.pk == version.pk)
    previous = next((row for row in versions if row.state == State.PUBLISHED), None)
    _check_publishable(version, previous, kind, reason)
    if previous:
        previous.state = State.REPLACED
        previous.save(update_fields=["state"])
    version.kind, version.reason, version.state = kind, reason, State.PUBLISHED
    version.published_at, version.published_by = timezone.now(), by
    version.save()
    if kind == Kind.SUBSTANCE:
        queue([emails.charter_changed(version, member) for member in Member.objects.active()])
    return version


@transaction.atomic
def accept_charter(member: Member, *, number: int) -> CharterAcceptance:
    """Keep that ``member`` accepted the version in force, with the fingerprint of its text."""
    version = CharterVersion.objects.in_force()
    if version is None or version.number != number:
        raise Refused(_("La charte vient de changer. Relisez-la avant de répondre."))
    acceptance, _created = CharterAcceptance.objects.get_or_create(
        member=member,
        version=version,
        defaults={"accepted_at": timezone.now(), "fingerprint": version.fingerprint},
    )
    return acceptance


def _check_publishable(version: CharterVersion, previous: CharterVersion | None, kind: str, reason: str) -> None:
    if version.state != State.DRAFT:
        raise Refused(_("Cette version est déjà publiée."))
    if previous and version.number < previous.number:
        raise Refused(_("Son numéro doit être plus grand que celui de la version en vigueur."))
    if previous is None and kind == Kind.FORM:
        raise Refused(_("La première version est forcément un changement de fond."))
    if not reason.strip():
        raise Refused(_("Dites en une phrase pourquoi la charte change."))
    if previous and kind == Kind.SUBSTANCE and not version.summary.strip():
        raise Refused(_("Écrivez d’abord « ce qui change, en trois lignes » : les membres le liront."))
