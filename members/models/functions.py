"""Database functions created by the migrations of this app."""

from typing import Any

from django.db.models import CharField, Func, TextField
from django.db.models.lookups import Contains

from ui.folding import fold


class Fold(Func):
    """What ``ui.folding.fold`` does of a text that is typed, done of one that is stored."""

    function = "f_fold"
    output_field = TextField()


@TextField.register_lookup
class Holds(Contains):
    """Of a folded column: it contains what is typed, once that is folded too."""

    lookup_name = "holds"

    def get_prep_lookup(self) -> Any:
        return fold(str(super().get_prep_lookup()))

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        return f"LIKE {rhs}"


class Digest(Func):
    """SHA-256 of a text, in hexadecimal."""

    function = "f_sha256"
    output_field = CharField(max_length=64)
