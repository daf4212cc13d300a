"""What members announce to the apps above: the only announcement of the project."""

from django.dispatch import Signal

member_left = Signal()
"""Sent with ``member`` and ``by`` inside the transaction in which a member pauses, is suspended or leaves."""
