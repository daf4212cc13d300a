"""A portal to look at: 290 invented people and what they do together."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from capassistant.operations.demo.fill import Refused, fill
from capassistant.operations.demo.plan import Plan


class Command(BaseCommand):
    help = "Fills an empty portal with a demo community, always the same for the same seed."

    def add_arguments(self, parser):
        parser.add_argument("--seed", type=int, default=2018, help="where chance starts from")
        parser.add_argument(
            "--scale", type=int, default=1, choices=range(1, 201), metavar="1-200", help="1: 290 members"
        )
        parser.add_argument("--force", action="store_true", help="even in production: the passwords are public")

    def handle(self, *, seed, scale, force, **options):
        if not settings.DEBUG and not force:
            raise CommandError(
                "Les comptes de démonstration ont un mot de passe public : ajoutez --force pour les créer."
            )
        try:
            people = fill(Plan(seed, scale, timezone.now()))
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"La communauté de démonstration est prête : {len(people.members)} membres.")
