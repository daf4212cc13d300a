"""Database functions created by the first migration of this app."""

from django.db.models import CharField, Func, TextField


class Fold(Func):
    """Lower case, without accents, hyphens and apostrophes as spaces: what searches compare."""

    function = "f_fold"
    output_field = TextField()


class Digest(Func):
    """SHA-256 of a text, in hexadecimal."""

    function = "f_sha256"
    output_field = CharField(max_length=64)
