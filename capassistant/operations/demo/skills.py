"""What members offer to share and would like to learn."""

from capassistant.operations.demo.plan import add
from members.models import MemberSkill, Skill

OFFERED, WANTED = MemberSkill.Kind
HOW_MANY = {OFFERED: (18, 30, 28, 16, 8), WANTED: (30, 38, 24, 8)}
"""How many members out of a hundred have none, one, two… of a kind."""


def fill(plan, words, people):
    rng = plan.rng("skills")
    themes = {name: theme for theme, names in words["themes"].items() for name in names}
    skills = add(Skill, [Skill(name=name, theme=themes.get(name, Skill.Theme.OTHER)) for name in words["skills"]])
    facts = {people.named[key].pk: facts for key, facts in words["named"].items()}
    add(MemberSkill, (row for member in people.members for row in of_member(member, facts, skills, words, rng)))


def of_member(member, facts, skills, words, rng):
    known = facts.get(member.pk, {})
    offered = chosen(known.get("offers"), HOW_MANY[OFFERED], skills, rng)
    wanted = chosen(known.get("wants"), HOW_MANY[WANTED], [skill for skill in skills if skill not in offered], rng)
    for kind, some, notes in ((OFFERED, offered, words["notes_offered"]), (WANTED, wanted, words["notes_wanted"])):
        for skill in some:
            note = rng.choice(notes) if rng.random() < 0.35 else ""
            yield MemberSkill(member=member, skill=skill, kind=kind, note=note)


def chosen(names, how_many, skills, rng):
    """The skills called ``names``, or some by chance."""
    if names is not None:
        return [skill for skill in skills if skill.name in names]
    return rng.sample(skills, rng.choices(range(len(how_many)), how_many)[0])
