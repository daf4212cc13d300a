"""The places of an event, as its form asks for them: how many, how freed ones are given, for whom some are kept."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clock.words import in_words_later
from events.forms.fields import MomentsForm, day_field, side_by_side, time_field
from events.models import Event
from events.models.constraints import MOST_ANSWER_HOURS
from events.models.event import DECISION_DAYS, NEWCOMER_MONTHS

MOST_SEATS = 10_000
NEWCOMERS = format_lazy(
    gettext_lazy("qui vient d’arriver (depuis moins de {months} mois)"), months=in_words_later(NEWCOMER_MONTHS)
)
PLACES = [
    "seats", "online_seats", "minimum", "guests_allowed", "answer_hours", "reserved_seats", "reserved_for",
    "reserved_site",
]  # fmt: skip


def places_layout():
    return side_by_side("seats", "online_seats"), "minimum", "guests_allowed", "answer_hours"


def reserved_layout():
    return (
        side_by_side("reserved_seats", "reserved_for", "reserved_site"),
        side_by_side("reserved_on", "reserved"),
    )


def number_field(*, least=1, most=MOST_SEATS, **options):
    words = {
        "invalid": gettext_lazy("Écrivez un nombre entier, en chiffres."),
        "min_value": gettext_lazy("Écrivez un nombre d’au moins %(limit_value)s."),
        "max_value": gettext_lazy("Écrivez un nombre d’au plus %(limit_value)s."),
    }
    return forms.IntegerField(min_value=least, max_value=most, required=False, error_messages=words, **options)


class PlacesForm(MomentsForm):
    """The part of the form about places; what is left out takes the simplest meaning."""

    seats = number_field(
        label=gettext_lazy("Nombre de places"), help_text=gettext_lazy("Laissez vide s’il n’y a pas de limite.")
    )
    online_seats = number_field(
        label=gettext_lazy("Nombre de places en visio"),
        help_text=gettext_lazy("Pour un rendez-vous sur place et en visio ; vide, il n’y a pas de limite."),
    )
    minimum = number_field(
        label=gettext_lazy("Nombre minimal d’inscriptions"),
        help_text=format_lazy(
            gettext_lazy("S’il n’est pas atteint {days} jours avant, vous choisirez : maintenir, reporter, annuler."),
            days=in_words_later(DECISION_DAYS),
        ),
    )
    guests_allowed = forms.TypedChoiceField(
        label=gettext_lazy("Chaque personne peut venir"),
        choices=[
            (0, gettext_lazy("seule")),
            (1, gettext_lazy("avec une autre personne")),
            (2, gettext_lazy("avec deux autres personnes")),
        ],
        coerce=int,
        empty_value=0,
        required=False,
    )
    answer_hours = number_field(
        most=MOST_ANSWER_HOURS,
        label=gettext_lazy("Heures ouvrées pour confirmer une place libérée"),
        help_text=gettext_lazy(
            "Vide : une place libérée est donnée aussitôt. Avec 4, elle est proposée, avec quatre heures ouvrées "
            "pour répondre. Le dernier jour, elle est toujours donnée aussitôt."
        ),
    )
    reserved_seats = number_field(least=0, label=gettext_lazy("Nombre de places réservées"))
    reserved_for = forms.ChoiceField(
        label=gettext_lazy("Réservées à"),
        choices=[
            ("", gettext_lazy("personne en particulier")),
            (Event.Reserved.SITE, gettext_lazy("un site")),
            (Event.Reserved.NEWCOMERS, NEWCOMERS),
        ],
        required=False,
    )
    reserved_on = day_field(label=gettext_lazy("Réservées jusqu’au"), required=False)
    reserved = time_field(label=gettext_lazy("Heure où elles s’ouvrent à tout le monde"), required=False)

    def check_places(self, cleaned):
        """Beside each field, what contradicts the others."""
        self.instance.reserved_until = self.deadline("reserved_on", "reserved")
        cleaned["reserved_seats"] = cleaned.get("reserved_seats") or 0
        if cleaned.get("online_seats") and cleaned.get("format") != Event.Format.HYBRID:
            self.add_error("online_seats", _("Effacez ce nombre, ou choisissez le format « Sur place et en visio »."))
        most = self.all_places(cleaned)
        if most is not None and (cleaned.get("minimum") or 0) > most:
            self.add_error("minimum", _("Ce minimum dépasse le nombre de places (%(seats)s).") % {"seats": most})
        if not self.has_error("reserved_seats"):
            self.check_reserved(cleaned)

    def all_places(self, cleaned):
        """How many places there are in all, ``None`` without a limit."""
        ways = ["seats", "online_seats"] if cleaned.get("format") == Event.Format.HYBRID else ["seats"]
        numbers = [cleaned.get(name) for name in ways]
        return None if None in numbers else sum(numbers)

    def check_reserved(self, cleaned):
        """Places are kept for somebody, until a moment, and out of those there are."""
        reserved, seats = cleaned["reserved_seats"], cleaned.get("seats")
        if not reserved:
            if any(cleaned.get(name) for name in ("reserved_for", "reserved_site", "reserved_on", "reserved")):
                self.add_error(
                    "reserved_seats", _("Dites combien de places sont réservées, ou effacez à qui et jusqu’à quand.")
                )
            return
        if seats is None and not self.has_error("seats"):
            self.add_error(
                "reserved_seats", _("Dites d’abord combien il y a de places : sans limite, rien n’est à réserver.")
            )
        elif seats is not None and reserved > seats:
            self.add_error(
                "reserved_seats", _("Vous réservez plus de places qu’il n’y en a (%(seats)s).") % {"seats": seats}
            )
        self.check_reserved_for(cleaned)
        self.check_reserved_until()

    def check_reserved_for(self, cleaned):
        for_whom, site = cleaned.get("reserved_for"), cleaned.get("reserved_site")
        if not for_whom and not self.has_error("reserved_for"):
            self.add_error("reserved_for", _("Dites à qui ces places sont réservées."))
        elif for_whom == Event.Reserved.SITE and site is None and not self.has_error("reserved_site"):
            self.add_error("reserved_site", _("Choisissez le site auquel des places sont réservées."))
        elif for_whom == Event.Reserved.NEWCOMERS and site is not None:
            self.add_error("reserved_site", _("Effacez le site : ces places vont à qui vient d’arriver."))

    def check_reserved_until(self):
        until, starts_at = self.instance.reserved_until, self.instance.starts_at
        if until is None and not self.has_error("reserved_on") and not self.has_error("reserved"):
            self.add_error("reserved_on", _("Dites jusqu’à quel jour ces places sont réservées."))
        elif until is not None and starts_at is not None and until > starts_at:
            self.add_error(
                "reserved_on", _("Ces places s’ouvrent à tout le monde au plus tard au début du rendez-vous.")
            )
