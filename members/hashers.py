"""Passwords cost computing and memory on purpose: a few at a time, so that readers keep theirs."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import Argon2PasswordHasher

COMPUTING = 2
"""How many passwords a process computes at once."""
PATIENCE = 3
"""Seconds that one waits for it; more than a hundred are computed meanwhile."""
turns = threading.BoundedSemaphore(COMPUTING)


class TooMany(Exception):
    """Too many people sign in at this very moment."""


@contextmanager
def turn() -> Iterator[None]:
    if not turns.acquire(timeout=PATIENCE):
        raise TooMany
    try:
        yield
    finally:
        turns.release()


class PatientArgon2Hasher(Argon2PasswordHasher):
    """Argon2id with the second line of OWASP's table, in turn. Raises ``TooMany`` when others take too long.

    19 MiB, two passes, one lane: 23 ms on two cores of 2026, where Django's own choice takes 210. So 290 people
    sign in within a minute while others read (``python -m benchmarks.signin``).
    """

    memory_cost, time_cost, parallelism = 19 * 1024, 2, 1

    def encode(self, password: str, salt: str) -> str:
        with turn():
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with turn():
            return super().verify(password, encoded)
