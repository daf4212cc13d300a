"""Sessions as Django keeps them, but for the key that opens them: of it the database holds a fingerprint only.

Whoever reads the table, or a copy of it, signs in as nobody.
"""

import hashlib
from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from statements import Statement

LENGTH = 40
"""All that the column takes: 160 bits, hardly fewer than the key itself is drawn from."""


def fingerprint(key: str) -> str:
    """What stands for ``key`` in the database. Keys are drawn, not chosen: a slow hash would add nothing."""
    return hashlib.sha256(key.encode()).hexdigest()[:LENGTH]


def still_open(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now).order_by()


OPEN = Statement(still_open)


class SessionStore(db.SessionStore):
    """The store of the sessions of this portal (``settings.SESSION_ENGINE``)."""

    def load(self) -> dict[str, Any]:
        """What the session holds; one that is over, or was never opened here, loses its key."""
        found = Session.objects.raw(*OPEN(fingerprint(self.session_key or ""), timezone.now()))
        row = next(iter(found), None)
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row.session_data)

    def exists(self, session_key: str) -> bool:
        return super().exists(fingerprint(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        row = super().create_model_instance(data)
        row.session_key = fingerprint(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            super().delete(fingerprint(key))
