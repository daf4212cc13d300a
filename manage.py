#!/usr/bin/env python
"""The one entry point: ``make run`` and ``make test`` call it too."""

import os
import sys

from django.core.management import execute_from_command_line

TRIAL = {"serve", "demo"}
"""What these keep, mails included, is read by nobody else on the machine."""
NO_DATABASE = {"help", "version", "--help", "--version", "collectstatic", "compilemessages", "makemessages"}


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capassistant.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command in TRIAL:
        os.umask(0o077)
    if command in NO_DATABASE or os.environ.get("DATABASE_URL"):
        execute_from_command_line(sys.argv)
        return
    from capassistant.operations import embedded

    with embedded.database():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
