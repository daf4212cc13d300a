"""A portal made from a backup: by default a copy, that writes to nobody."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from capassistant.operations.backups import NotPossible, go_live, restore


class Command(BaseCommand):
    help = "Fills an empty database and an empty media folder from a backup; the copy writes to nobody until --live."

    def add_arguments(self, parser):
        parser.add_argument("directory", type=Path, nargs="?", help="none: of what is restored already, only --live")
        parser.add_argument("--live", action="store_true", help="from now on the messages leave, those that wait too")

    def handle(self, *, directory, live, **options):
        if not directory and not live:
            raise CommandError("Donnez le dossier d’une sauvegarde.")
        if directory:
            try:
                manifest = restore(directory, is_live=live)
            except NotPossible as refusal:
                raise CommandError(str(refusal)) from refusal
            self.stdout.write(f"Le portail du {manifest['made_at']} est restauré.")
        if live:
            self.stdout.write(f"Les messages partent ; {go_live()} attendaient.")
        else:
            self.stdout.write("Cette copie n’écrit à personne. Pour que les messages partent : restore --live.")
