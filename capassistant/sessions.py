"""Sessions as Django keeps them, but for the key that opens them: of it the database holds a fingerprint only.

Whoever reads the table, or a copy of it, signs in as nobody.
"""

import hashlib
from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db.models import QuerySet
from django.utils import timezone

from statements import Statement

LENGTH = 40
"""All that the column takes: 160 bits, hardly fewer than the key itself is drawn from."""


def fingerprint(key: str) -> str:
    """What stands for ``key`` in the database. Keys are drawn, not chosen: a slow hash would add nothing."""
    return hashlib.sha256(key.encode()).hexdigest()[:LENGTH]


def data_of(key: str, now: datetime) -> QuerySet[AbstractBaseSession, str]:
    """What the session with this fingerprint holds, unless it is over."""
    sessions = SessionStore.get_model_class().objects.filter(session_key=key, expire_date__gt=now)
    return sessions.values_list("session_data", flat=True)


DATA_OF = Statement(data_of)


class SessionStore(db.SessionStore):
    """The store of the sessions of this portal (``settings.SESSION_ENGINE``)."""

    def load(self) -> dict[str, Any]:
        """What the session holds; one that is over, or was never opened here, loses its key."""
        for data in DATA_OF(fingerprint(self.session_key or ""), timezone.now()):
            return self.decode(data)
        self._session_key = None
        return {}

    def exists(self, session_key: str) -> bool:
        return super().exists(fingerprint(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        row = super().create_model_instance(data)
        row.session_key = fingerprint(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            super().delete(fingerprint(key))
