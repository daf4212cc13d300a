"""Database functions created by the migrations of this app."""

from django.db.models import CharField, Func, TextField


class Fold(Func):
    """What ``ui.folding.fold`` does of a text that is typed, done of one that is stored."""

    function = "f_fold"
    output_field = TextField()


class Digest(Func):
    """SHA-256 of a text, in hexadecimal."""

    function = "f_sha256"
    output_field = CharField(max_length=64)
