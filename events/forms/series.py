"""How an event comes again: a rhythm, its dates, how far a change reaches, a copy, a second session."""

from datetime import datetime

from crispy_forms.layout import Fieldset
from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clock import paris
from clock.words import in_words_later
from events import recurrence
from events.forms.cancellation import CancelForm
from events.forms.event import EventForm
from events.forms.fields import day_field, time_field
from events.models import Scope, Series
from events.models.event import SESSION_ANSWER_DAYS
from events.models.series import MOST_DATES
from ui.layout import PageFormHelper

LONGEST_LIST = 2_000
RHYTHMS = (
    Series.Rhythm.WEEKLY, Series.Rhythm.MONTHLY_DAY, Series.Rhythm.MONTHLY_WEEKDAY, Series.Rhythm.CHOSEN,
)  # fmt: skip
WAYS_TO_WRITE_A_DAY = ("%d/%m/%Y", "%Y-%m-%d")


def scope_field(help_text):
    return forms.ChoiceField(
        label=gettext_lazy("Pour quelles dates"),
        choices=Scope,
        initial=Scope.THIS,
        required=False,
        widget=forms.RadioSelect,
        help_text=help_text,
    )


class ScopeMixin:
    """A form about one date of a series; without an answer, about that date alone."""

    def clean_scope(self):
        return self.cleaned_data["scope"] or Scope.THIS


class SeriesEventForm(ScopeMixin, EventForm):
    scope = scope_field(
        gettext_lazy("Les dates passées ne changent pas. Sur les autres, ce qui a été modifié à part est gardé.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout.append(Fieldset(_("Série"), "scope", css_class="carte bloc"))


class SeriesCancelForm(ScopeMixin, CancelForm):
    scope = scope_field(gettext_lazy("Les dates passées et les brouillons restent ce qu’ils sont."))


class SeriesForm(forms.ModelForm):
    """A rhythm, typed in the address of the preview; ``cleaned_data["days"]`` are the days it adds."""

    interval = forms.IntegerField(
        label=gettext_lazy("Toutes les n semaines, ou tous les n mois"),
        min_value=1, max_value=12, initial=1, required=False,
        help_text=gettext_lazy("Par exemple 2 pour une semaine sur deux."),
    )  # fmt: skip
    count = forms.IntegerField(
        label=gettext_lazy("Nombre de dates, celle-ci comprise"), min_value=2, max_value=MOST_DATES, required=False
    )
    until_on = day_field(label=gettext_lazy("Ou jusqu’au"), required=False)
    chosen = forms.CharField(
        label=gettext_lazy("Dates choisies"),
        max_length=LONGEST_LIST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Une par ligne, par exemple 12/10/2027. Seulement pour des dates choisies."),
    )

    class Meta:
        model = Series
        fields = ["rhythm", "interval", "count", "until_on", "one_seat"]
        labels = {
            "rhythm": gettext_lazy("Rythme"),
            "one_seat": gettext_lazy("Une place par personne sur l’ensemble des dates"),
        }
        widgets = {"rhythm": forms.RadioSelect}

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        self.event = event
        self.fields["rhythm"].choices = [(value, text_of(value, event)) for value in RHYTHMS]
        self.fields["rhythm"].initial = Series.Rhythm.WEEKLY
        self.order_fields(["rhythm", "interval", "count", "until_on", "chosen", "one_seat"])
        if event.series_id is not None:
            del self.fields["one_seat"]
        self.helper = PageFormHelper(_("Voir les dates"), cancel_url=event.get_absolute_url())
        self.helper.form_method = "get"

    def clean_interval(self):
        return self.cleaned_data["interval"] or 1

    def clean_chosen(self):
        return [read_day(line.strip()) for line in self.cleaned_data["chosen"].splitlines() if line.strip()]

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            cleaned["days"] = self.new_days(self.all_days(cleaned))
        return cleaned

    def all_days(self, cleaned):
        """The days of the rhythm, or ``[]`` with an error beside what is missing."""
        if cleaned["rhythm"] == Series.Rhythm.CHOSEN:
            days = cleaned["chosen"]
            if not days:
                self.add_error("chosen", _("Écrivez au moins une date."))
            return days
        if bool(cleaned["count"]) == bool(cleaned["until_on"]):
            self.add_error("count", _("Donnez un nombre de dates, ou le jour de la fin : l’un des deux."))
            return []
        names = ("rhythm", "interval", "count", "until_on")
        return recurrence.days_of(recurrence.day_of(self.event), **{name: cleaned[name] for name in names})

    def new_days(self, days):
        """Those to come that the series has not yet."""
        known = self.event.series.days() if self.event.series_id else set()
        if len(days) > MOST_DATES:
            self.add_error(None, _("Une série compte %(most)s dates au plus : gardez-en moins.") % {"most": MOST_DATES})
        new = sorted({day for day in days if recurrence.next_day(self.event, day)} - known)
        if not new and not self.errors:
            self.add_error(None, _("Aucune date à ajouter : toutes sont passées, ou existent déjà."))
        return new


def text_of(rhythm, event):
    """The rhythm said of this event: « Tous les mois, le 2e mardi »."""
    local = paris.local(event.starts_at)
    rank = (local.day - 1) // 7
    ranks = [_("premier"), _("deuxième"), _("troisième"), _("quatrième"), _("dernier")]
    names = {"weekday": date_format(local, "l"), "day": local.day, "rank": ranks[rank]}
    return {
        Series.Rhythm.WEEKLY: _("Toutes les semaines, le %(weekday)s"),
        Series.Rhythm.MONTHLY_DAY: _("Tous les mois, le 1er") if local.day == 1 else _("Tous les mois, le %(day)s"),
        Series.Rhythm.MONTHLY_WEEKDAY: _("Tous les mois, le %(rank)s %(weekday)s"),
        Series.Rhythm.CHOSEN: _("Des dates choisies"),
    }[rhythm] % names


def read_day(text):
    field = day_field(input_formats=WAYS_TO_WRITE_A_DAY)
    try:
        return field.clean(text)
    except forms.ValidationError as error:
        sentence = _("« %(text)s » n’est pas une date : écrivez par exemple 12/10/2027.") % {"text": text}
        raise forms.ValidationError(sentence) from error


class DatesForm(forms.Form):
    """The proposed days that the host keeps."""

    days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Dates"),
        coerce=lambda text: datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=paris.PARIS).date(),
        error_messages={"required": gettext_lazy("Gardez au moins une date.")},
    )

    def __init__(self, *args, proposals, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposals = proposals
        self.fields["days"].choices = [(proposal.day.isoformat(), "") for proposal in proposals]

    def rows(self):
        """The proposals, each with whether its box is ticked: all of them at first."""
        ticked = self.data.getlist("days") if self.is_bound else None
        return [(row, ticked is None or row.day.isoformat() in ticked) for row in self.proposals]


class CopyForm(forms.Form):
    day = day_field(label=gettext_lazy("Jour de la copie"))
    with_hosts = forms.BooleanField(
        label=gettext_lazy("Garder les personnes qui animent"), required=False, initial=True
    )

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(_("Copier"), cancel_url=event.get_absolute_url())


class SessionForm(forms.Form):
    """When the second session takes place, at the hours of the first unless others are typed."""

    day = day_field(label=gettext_lazy("Jour"))
    starts = time_field(label=gettext_lazy("Début (heure de Paris)"))
    ends = time_field(label=gettext_lazy("Fin (heure de Paris)"))
    in_order = forms.BooleanField(
        label=gettext_lazy("Proposer les places aux personnes en attente, dans leur ordre"),
        required=False,
        help_text=format_lazy(
            gettext_lazy(
                "Chacune a {days} jours ouvrés pour répondre, sauf autre délai du rendez-vous, et garde jusque-là son "
                "rang ici. Sans cette case, toutes reçoivent un e-mail et s’inscrivent elles-mêmes."
            ),
            days=in_words_later(SESSION_ANSWER_DAYS),
        ),
    )

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["starts"].initial = paris.local(event.starts_at).time()
        self.fields["ends"].initial = paris.local(event.ends_at).time()
        self.helper = PageFormHelper(_("Ouvrir et prévenir"), cancel_url=event.get_absolute_url())

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            cleaned["starts_at"] = self.instant("starts")
            cleaned["ends_at"] = self.instant("ends")
        if not self.errors:
            self.check_order(cleaned["starts_at"], cleaned["ends_at"])
        return cleaned

    def instant(self, name):
        instant = paris.existing(self.cleaned_data["day"], self.cleaned_data[name])
        if instant is None:
            self.add_error(
                name,
                _("Cette heure n’existe pas : dans la nuit du changement d’heure, il est 3 h aussitôt après 2 h."),
            )
        return instant

    def check_order(self, starts_at, ends_at):
        if starts_at <= timezone.now():
            self.add_error("day", _("Choisissez un moment à venir."))
        if ends_at <= starts_at:
            self.add_error("ends", _("La fin précède le début."))
