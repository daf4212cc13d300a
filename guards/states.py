"""The states of a row and what may follow what: one table, read by the code and by the trigger of the database."""

import pgtrigger


class IllegalTransition(ValueError):
    """A change of state that the table does not know."""


class Transitions:
    """The passages (from, to) that a model knows; ``field`` holds its state."""

    def __init__(self, *passages: tuple[str, str], field: str = "state") -> None:
        self.passages = frozenset((str(before), str(after)) for before, after in passages)
        self.field = field

    def allow(self, before: str, after: str) -> bool:
        return (str(before), str(after)) in self.passages

    def check(self, before: str, after: str) -> None:
        """Raise ``IllegalTransition`` unless ``after`` may follow ``before``."""
        if not self.allow(before, after):
            raise IllegalTransition(f"{before} → {after}")

    def sources(self, after: str) -> list[str]:
        """The states from which ``after`` may be reached."""
        return sorted(before for before, reached in self.passages if reached == after)

    def trigger(self, name: str = "state_machine") -> pgtrigger.FSM:
        """What refuses, in the database too, any other change of state."""
        return pgtrigger.FSM(name=name, field=self.field, transitions=sorted(self.passages))
