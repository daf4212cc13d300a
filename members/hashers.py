"""Passwords cost much computing on purpose: a few at a time, so that readers keep threads."""

import threading
from contextlib import contextmanager

from django.contrib.auth.hashers import Argon2PasswordHasher

COMPUTING, PRESENT = 2, 4
"""How many passwords a process computes at once, and how many threads it lets wait for that, those included."""
turns, seats = threading.BoundedSemaphore(COMPUTING), threading.BoundedSemaphore(PRESENT)


class TooMany(Exception):
    """Too many people sign in at this very moment."""


@contextmanager
def turn():
    if not seats.acquire(blocking=False):
        raise TooMany
    try:
        with turns:
            yield
    finally:
        seats.release()


class PatientArgon2Hasher(Argon2PasswordHasher):
    """Argon2, in turn. Raises ``TooMany`` when too many wait already."""

    def encode(self, password, salt):
        with turn():
            return super().encode(password, salt)

    def verify(self, password, encoded):
        with turn():
            return super().verify(password, encoded)
