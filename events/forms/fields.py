"""Days and hours of Paris, fields side by side: what the forms of events share."""

from datetime import UTC, datetime, time

from crispy_forms.layout import Div
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clock import paris
from events.timeline import FIRST_YEAR, LAST_YEAR
from guards.versions import VersionedModelForm


def day_field(**options):
    bounds = [
        MinValueValidator(datetime(FIRST_YEAR, 1, 1, tzinfo=UTC).date()),
        MaxValueValidator(datetime(LAST_YEAR, 12, 31, tzinfo=UTC).date()),
    ]
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(widget=widget, validators=bounds, **options)


def time_field(**options):
    return forms.TimeField(widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}), **options)


def side_by_side(*names):
    return Div(*names, css_class="cote")


class StoredEventForm(VersionedModelForm):
    """An event as it is stored: who writes over a change by somebody else is told by whom."""

    changed_meanwhile = gettext_lazy(
        "%(person)s a modifié ce rendez-vous pendant que vous écriviez. Chez vous diffèrent de ce qui est"
        " enregistré : %(fields)s. Vérifiez, puis enregistrez encore pour garder votre version."
    )

    def writer(self):
        return self.instance.changed_by.full_name if self.instance.changed_by else ""


class MomentsForm(StoredEventForm):
    """An event whose instants are typed as days and hours of Paris; ``notices`` says what was understood.

    ``stored`` has the instants as they were, by the field of the hour: what comes back as it was shown stays.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.notices = []
        event = self.instance
        instants = {
            "starts": event.starts_at,
            "ends": event.ends_at,
            "opens": event.registration_opens_at,
            "closes": event.registration_closes_at,
            "reserved": event.reserved_until,
        }
        self.stored = {name: instant for name, instant in instants.items() if instant is not None}

    def instant(self, day_name, time_name, missing=None):
        """The instant typed in two fields, or ``None`` with an error beside the hour."""
        day, moment = self.cleaned_data.get(day_name), self.cleaned_data.get(time_name)
        moment = missing if moment is None else moment
        if day is None or moment is None:
            return None
        if time_name in self.stored and paris.shows(self.stored[time_name], day, moment):
            return self.stored[time_name]
        instant = paris.existing(day, moment)
        if instant is None:
            self.add_error(
                time_name,
                _("Cette heure n’existe pas : dans la nuit du changement d’heure, il est 3 h aussitôt après 2 h."),
            )
        elif paris.comes_twice(instant):
            self.notice(
                _("Cette nuit-là, %(hour)s revient deux fois : la première est retenue, avant le changement d’heure.")
                % {"hour": moment.strftime("%H:%M")}
            )
        return instant

    def notice(self, sentence):
        """Say it once, however many fields it is about."""
        if sentence not in self.notices:
            self.notices.append(sentence)

    def deadline(self, day_name, time_name):
        """As ``instant``; a day without an hour means all of that day, or until the event starts."""
        instant, starts_at = self.instant(day_name, time_name, missing=time(23, 59)), self.instance.starts_at
        if instant is None or starts_at is None or self.cleaned_data.get(time_name) is not None:
            return instant
        same_day = paris.day_of(starts_at) == paris.day_of(instant)
        return min(starts_at, instant) if same_day else instant
