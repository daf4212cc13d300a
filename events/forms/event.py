"""What a person types to prepare an event."""

from datetime import UTC, datetime, time

from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.calendar import FIRST_YEAR, LAST_YEAR
from events.models import Event
from members.models import Member
from members.models.functions import Fold
from members.visibility import visible_q
from ui.fields import RichTextField
from ui.layout import PageFormHelper

MOST_SEATS = 10_000
MOST_HOSTS = 8
LONGEST_TEXT = 20_000
UNSEEN = dict.fromkeys([*range(32), *range(127, 160)], " ") | dict.fromkeys(
    [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)


def local_instant(day, moment):
    """The instant of a Paris day and hour, and whether that hour comes twice that night.

    ``None`` when the hour does not exist (clocks put forward); of two, the first.
    """
    naive = datetime.combine(day, moment)
    first = naive.replace(tzinfo=timezone.get_default_timezone(), fold=0)
    if first.astimezone(UTC).astimezone(first.tzinfo).replace(tzinfo=None) != naive:
        return None, False
    return first, first.utcoffset() != first.replace(fold=1).utcoffset()


def one_line(text):
    """The text without line breaks, control characters and signs that turn the direction of reading."""
    return " ".join(text.translate(UNSEEN).split())


def day_field(**options):
    bounds = [
        MinValueValidator(datetime(FIRST_YEAR, 1, 1, tzinfo=UTC).date()),
        MaxValueValidator(datetime(LAST_YEAR, 12, 31, tzinfo=UTC).date()),
    ]
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(widget=widget, validators=bounds, **options)


def time_field(**options):
    return forms.TimeField(widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}), **options)


def event_layout(fields):
    """What, when, where, who may come, who runs it."""
    hosts = [name for name in ("remove_hosts", "add_hosts") if name in fields]
    return Layout(
        Fieldset(_("Quoi"), "kind", "title", "promise", "description"),
        Fieldset(_("Quand"), side_by_side("day", "starts", "ends", "last_day")),
        Fieldset(_("Où"), "format", side_by_side("place", "site"), "join_url"),
        Fieldset(_("Inscriptions"), "seats", side_by_side("opens_on", "opens", "closes_on", "closes")),
        Fieldset(_("Qui anime"), *hosts),
    )


def side_by_side(*names):
    return Row(*(Column(name, css_class="col-md") for name in names))


class EventForm(forms.ModelForm):
    day = day_field(label=gettext_lazy("Jour"))
    starts = time_field(label=gettext_lazy("Début (heure de Paris)"))
    ends = time_field(label=gettext_lazy("Fin (heure de Paris)"))
    last_day = day_field(label=gettext_lazy("Dernier jour, s’il diffère"), required=False)
    opens_on = day_field(label=gettext_lazy("Inscriptions à partir du"), required=False)
    opens = time_field(label=gettext_lazy("Heure d’ouverture"), required=False)
    closes_on = day_field(label=gettext_lazy("Inscriptions jusqu’au"), required=False)
    closes = time_field(label=gettext_lazy("Heure de clôture"), required=False)
    description = RichTextField(label=gettext_lazy("Description"), max_length=LONGEST_TEXT, required=False)
    seats = forms.IntegerField(
        label=gettext_lazy("Nombre de places"),
        min_value=1,
        max_value=MOST_SEATS,
        required=False,
        help_text=gettext_lazy("Laissez vide s’il n’y a pas de limite."),
    )
    add_hosts = forms.CharField(
        label=gettext_lazy("Ajouter des personnes qui animent"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Prénom et nom, ou adresse e-mail ; une personne par ligne."),
    )
    remove_hosts = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Retirer de l’animation"),
        queryset=Member.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Event
        fields = ["kind", "title", "promise", "description", "format", "place", "join_url", "site", "seats"]
        help_texts = {
            "promise": gettext_lazy("Une phrase : ce que l’on saura faire en sortant."),
            "place": gettext_lazy("Par exemple : Lyon, salle Saône."),
            "join_url": gettext_lazy("Visible des seules personnes inscrites."),
        }

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.notices = []
        self.current_hosts = self.instance.host_list if self.instance.pk else []
        self.fields["remove_hosts"].queryset = Member.objects.filter(pk__in=[host.pk for host in self.current_hosts])
        if not self.current_hosts:
            del self.fields["remove_hosts"]
        cancel_url = self.instance.get_absolute_url() if self.instance.pk else reverse("events:agenda")
        self.helper = PageFormHelper(_("Enregistrer"), cancel_url=cancel_url)
        self.helper.layout = event_layout(self.fields)
        if self.instance.pk:
            self.initial |= self.moments()

    def clean_title(self):
        title = one_line(self.cleaned_data["title"])
        if not title:
            raise forms.ValidationError(self.fields["title"].error_messages["required"], code="required")
        return title

    def clean_promise(self):
        return one_line(self.cleaned_data["promise"])

    def clean_place(self):
        return one_line(self.cleaned_data["place"])

    def moments(self):
        """The instants of the event as days and hours of Paris."""
        event = self.instance
        starts, ends = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
        moments = {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}
        if ends.date() != starts.date():
            moments["last_day"] = ends.date()
        for name, instant in (("opens", event.registration_opens_at), ("closes", event.registration_closes_at)):
            if instant is not None:
                local = timezone.localtime(instant)
                moments |= {f"{name}_on": local.date(), name: local.time()}
        return moments

    def clean(self):
        cleaned = super().clean()
        event = self.instance
        event.starts_at = self.instant("day", "starts")
        last = "last_day" if cleaned.get("last_day") else "day"
        event.ends_at = self.instant(last, "ends")
        event.registration_opens_at = self.instant("opens_on", "opens", missing=time(0, 0))
        event.registration_closes_at = self.instant("closes_on", "closes", missing=time(23, 59))
        self.close_at_start_at_the_latest(cleaned)
        self.check_order()
        self.check_place(cleaned)
        cleaned["hosts"] = self.named_hosts(cleaned)
        return cleaned

    def instant(self, day_name, time_name, missing=None):
        """The instant typed in two fields, or ``None`` with an error beside the hour."""
        day, moment = self.cleaned_data.get(day_name), self.cleaned_data.get(time_name)
        moment = missing if moment is None else moment
        if day is None or moment is None:
            return None
        instant, comes_twice = local_instant(day, moment)
        if instant is None:
            self.add_error(
                time_name,
                _("Cette heure n’existe pas : dans la nuit du changement d’heure, il est 3 h aussitôt après 2 h."),
            )
        elif comes_twice:
            self.notices.append(
                _("Cette nuit-là, %(hour)s revient deux fois : la première est retenue, avant le changement d’heure.")
                % {"hour": moment.strftime("%H:%M")}
            )
        return instant

    def close_at_start_at_the_latest(self, cleaned):
        """A day without an hour means all of that day, or until the event starts."""
        event = self.instance
        if event.starts_at and event.registration_closes_at and cleaned.get("closes") is None:
            same_day = timezone.localdate(event.starts_at) == timezone.localdate(event.registration_closes_at)
            if same_day:
                event.registration_closes_at = min(event.starts_at, event.registration_closes_at)

    def check_order(self):
        event = self.instance
        if event.starts_at and event.ends_at and event.ends_at <= event.starts_at:
            self.add_error("ends", _("La fin précède le début."))
        opens, closes = event.registration_opens_at, event.registration_closes_at
        if opens and closes and closes <= opens:
            self.add_error("closes_on", _("Les inscriptions closent avant d’ouvrir."))
        if opens and event.starts_at and opens >= event.starts_at:
            self.add_error("opens_on", _("Les inscriptions ouvrent avant le début du rendez-vous."))
        if closes and event.starts_at and closes > event.starts_at:
            self.add_error("closes_on", _("Les inscriptions closent au plus tard au début du rendez-vous."))

    def check_place(self, cleaned):
        """Who comes needs to know where."""
        if cleaned.get("format") != Event.Format.REMOTE and not cleaned.get("place") and not cleaned.get("site"):
            self.add_error("place", _("Indiquez le lieu, ou choisissez un site."))

    def named_hosts(self, cleaned):
        removed = {member.pk for member in cleaned.get("remove_hosts") or ()}
        hosts = [member for member in self.current_hosts if member.pk not in removed]
        for line in cleaned.get("add_hosts", "").splitlines():
            member = self.find_member(line.strip()) if line.strip() else None
            if member is not None and member not in hosts:
                hosts.append(member)
        if len(hosts) > MOST_HOSTS:
            self.add_error("add_hosts", _("Huit personnes au plus animent un rendez-vous."))
        return hosts

    def find_member(self, text):
        """The one active member of that name, or of that address where it may be seen."""
        by_address = Q(email__iexact=text) & visible_q("email", self.by)
        found = Member.objects.active().filter(by_address | Q(search_name=Fold(Value(text))))[:2]
        if len(found) == 1:
            return found[0]
        if found:
            self.add_error(
                "add_hosts",
                _("Plusieurs personnes s’appellent « %(text)s » : donnez l’adresse e-mail.") % {"text": text},
            )
        else:
            self.add_error(
                "add_hosts", _("Personne ne répond au nom de « %(text)s » dans l’annuaire.") % {"text": text}
            )
        return None
