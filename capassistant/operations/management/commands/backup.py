"""The whole portal in one folder."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from capassistant.operations.backups import NotPossible, back_up


class Command(BaseCommand):
    help = "Writes the database, the media and the settings that matter into an empty directory."

    def add_arguments(self, parser):
        parser.add_argument("directory", type=Path)

    def handle(self, *, directory, **options):
        try:
            manifest = back_up(directory)
        except NotPossible as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{sum(manifest['rows'].values())} lignes et les fichiers sont dans {directory}.")
