"""The versions of the charter and who accepted them."""

from datetime import timedelta

from capassistant.operations.demo.plan import add, at
from members.models import CharterAcceptance, CharterVersion
from ui.richtext import sanitise

ANSWERED = 0.93
"""The part of the members who have accepted a version asked of them."""


def fill(plan, words, people):
    """The last version is in force; those who were there answered within weeks, the others on arrival."""
    rng = plan.rng("charter")
    versions = [version(facts, is_last=facts is words["versions"][-1], people=people) for facts in words["versions"]]
    asked = [row for row in versions if row.kind == CharterVersion.Kind.SUBSTANCE]
    sure = {member.pk for member in people.named.values()}
    for row, following in zip(asked, [*asked[1:], None], strict=True):
        there = [member for member in people.members if following is None or was_there(member, following)]
        add(CharterAcceptance, acceptances(row, there, plan, rng, sure))


def version(facts, *, is_last, people):
    """Read again after its insertion: the fingerprint is the database's."""
    row = CharterVersion.objects.create(
        number=facts["number"],
        body=sanitise(facts["body"]),
        summary=facts.get("summary", ""),
        kind=facts["kind"],
        reason=facts["reason"],
        state=CharterVersion.State.PUBLISHED if is_last else CharterVersion.State.REPLACED,
        published_at=at(facts["published_on"], 9),
        published_by=people.named["core_team"],
    )
    row.refresh_from_db()
    return row


def was_there(member, version):
    return at(member.joined_on, 10) < version.published_at


def acceptances(version, members, plan, rng, sure):
    """Those of ``sure`` have all answered."""
    for member in members:
        asked_at = max(version.published_at, at(member.joined_on, 10))
        accepted_at = min(asked_at + timedelta(hours=rng.expovariate(1 / 120)), plan.now)
        if member.pk in sure or rng.random() < ANSWERED:
            yield CharterAcceptance(
                member=member, version=version, accepted_at=accepted_at, fingerprint=version.fingerprint
            )
