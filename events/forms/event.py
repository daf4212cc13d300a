"""What a person types to prepare an event."""

from datetime import time

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clock import paris
from clock.words import day_long, in_words
from events.forms.fields import day_field, side_by_side, time_field
from events.forms.people import find_member
from events.forms.seats import PLACES, PlacesForm, places_layout, reserved_layout
from events.models import Event
from groups.models import WorkingGroup
from members.models import Member
from members.suggestions import names_for
from ui.fields import RichTextField
from ui.layout import Folded, PageFormHelper
from ui.suggestions import SuggestedInputs
from ui.words import one_line

MOST_HOSTS = 8
LONGEST_TEXT = 20_000
DAY_OF = {
    "starts": "day", "ends": "last_day", "opens": "opens_on", "closes": "closes_on", "reserved": "reserved_on",
}  # fmt: skip
"""Field of an hour -> field of its day."""


def event_layout(fields):
    """What, when, where; who may come and who runs it are folded until something is said of it."""
    hosts = [name for name in ("remove_hosts", "add_hosts") if name in fields]
    return Layout(
        Fieldset(_("Quoi"), side_by_side("kind", "group"), "title", "promise", "description", css_class="carte bloc"),
        Fieldset(_("Quand"), side_by_side("day", "starts", "ends", "last_day"), css_class="carte bloc"),
        Fieldset(_("Où"), "format", side_by_side("place", "site"), "join_url", css_class="carte bloc"),
        Folded(_("Places"), *places_layout()),
        Folded(_("Ouverture et clôture des inscriptions"), side_by_side("opens_on", "opens", "closes_on", "closes")),
        Folded(_("Places réservées"), *reserved_layout()),
        Folded(_("Qui anime"), *hosts),
    )


class GroupField(forms.ModelChoiceField):
    """A working group; of one that opens later, the day."""

    def label_from_instance(self, group):
        if group.is_to_come():
            return _("%(group)s (ouvre le %(day)s)") % {"group": group, "day": day_long(group.opened_on)}
        return str(group)


class EventForm(PlacesForm):
    day = day_field(label=gettext_lazy("Jour"))
    starts = time_field(label=gettext_lazy("Début (heure de Paris)"))
    ends = time_field(label=gettext_lazy("Fin (heure de Paris)"))
    last_day = day_field(label=gettext_lazy("Dernier jour, s’il diffère"), required=False)
    opens_on = day_field(label=gettext_lazy("Inscriptions à partir du"), required=False)
    opens = time_field(label=gettext_lazy("Heure d’ouverture"), required=False)
    closes_on = day_field(label=gettext_lazy("Inscriptions jusqu’au"), required=False)
    closes = time_field(label=gettext_lazy("Heure de clôture"), required=False)
    description = RichTextField(label=gettext_lazy("Description"), max_length=LONGEST_TEXT, required=False)
    add_hosts = forms.CharField(
        label=gettext_lazy("Ajouter des personnes qui animent"),
        max_length=500,
        required=False,
        widget=SuggestedInputs,
        help_text=gettext_lazy("Prénom et nom, ou adresse e-mail ; une personne par champ."),
    )
    remove_hosts = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Retirer de l’animation"),
        queryset=Member.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    of_the_moment = frozenset({"add_hosts", "remove_hosts", "scope"})

    class Meta:
        model = Event
        fields = ["kind", "group", "title", "promise", "description", "format", "place", "join_url", "site", *PLACES]
        field_classes = {"group": GroupField}
        help_texts = {
            "group": gettext_lazy("Pour une séance de groupe de travail."),
            "promise": gettext_lazy("Une phrase : ce que l’on saura faire en sortant."),
            "place": gettext_lazy("Par exemple : Lyon, salle Saône."),
            "join_url": gettext_lazy("Visible des seules personnes inscrites."),
        }

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["add_hosts"].widget.suggestions = names_for(by, with_me=True)
        self.fields["group"].queryset = WorkingGroup.objects.filter(
            Q(pk__in=WorkingGroup.objects.open())
            | Q(pk__in=WorkingGroup.objects.to_come())
            | Q(pk=self.instance.group_id)
        )
        self.current_hosts = self.instance.host_list if self.instance.pk else []
        self.fields["remove_hosts"].queryset = Member.objects.filter(pk__in=[host.pk for host in self.current_hosts])
        if not self.current_hosts:
            del self.fields["remove_hosts"]
        cancel_url = self.instance.get_absolute_url() if self.instance.pk else reverse("events:agenda")
        self.helper = PageFormHelper(_("Enregistrer"), cancel_url=cancel_url, keeps_typed=True)
        self.helper.layout = event_layout(self.fields)
        if self.instance.pk:
            self.initial |= self.moments()

    @property
    def chose_the_moment(self):
        """Whether day or hours are other ones than before."""
        return not {"day", "starts", "ends", "last_day"}.isdisjoint(self.changed_data)

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
        moments = {}
        for name, instant in self.stored.items():
            local = paris.local(instant).replace(second=0, microsecond=0)
            moments |= {DAY_OF[name]: local.date(), name: local.time()}
        if moments["last_day"] == moments["day"]:
            del moments["last_day"]
        return moments

    def clean(self):
        cleaned = super().clean()
        event = self.instance
        event.starts_at = self.instant("day", "starts")
        last = "last_day" if cleaned.get("last_day") else "day"
        event.ends_at = self.instant(last, "ends")
        event.registration_opens_at = self.instant("opens_on", "opens", missing=time(0, 0))
        event.registration_closes_at = self.deadline("closes_on", "closes")
        self.check_order()
        self.check_group(cleaned)
        self.check_place(cleaned)
        self.check_places(cleaned)
        cleaned["hosts"] = self.named_hosts(cleaned)
        return cleaned

    def check_order(self):
        event = self.instance
        if event.starts_at and event.has_started() and not {"day", "starts"}.isdisjoint(self.changed_data):
            self.add_error("day", _("Choisissez un moment à venir."))
        if event.starts_at and event.ends_at and event.ends_at <= event.starts_at:
            self.add_error("ends", _("La fin précède le début."))
        opens, closes = event.registration_opens_at, event.registration_closes_at
        if opens and closes and closes <= opens:
            self.add_error("closes_on", _("Les inscriptions closent avant d’ouvrir."))
        if opens and event.starts_at and opens >= event.starts_at:
            self.add_error("opens_on", _("Les inscriptions ouvrent avant le début du rendez-vous."))
        if closes and event.starts_at and closes > event.starts_at:
            self.add_error("closes_on", _("Les inscriptions closent au plus tard au début du rendez-vous."))

    def check_group(self, cleaned):
        if cleaned.get("group") and cleaned.get("kind") != Event.Kind.WORKING_GROUP:
            self.add_error("group", _("Choisissez le type « Groupe de travail », ou laissez ce champ vide."))

    def check_place(self, cleaned):
        """Who comes needs to know where."""
        if cleaned.get("format") != Event.Format.ONLINE and not cleaned.get("place") and not cleaned.get("site"):
            self.add_error("place", _("Indiquez le lieu, ou choisissez un site."))

    def named_hosts(self, cleaned):
        removed = {member.pk for member in cleaned.get("remove_hosts") or ()}
        hosts = [member for member in self.current_hosts if member.pk not in removed]
        for line in cleaned.get("add_hosts", "").splitlines():
            member = self.named(line.strip()) if line.strip() else None
            if member is not None and member not in hosts:
                hosts.append(member)
        if len(hosts) > MOST_HOSTS:
            told = _("%(most)s personnes au plus animent un rendez-vous.") % {"most": in_words(MOST_HOSTS).capitalize()}
            self.add_error("add_hosts", told)
        return hosts

    def named(self, text):
        """The member of that name, or ``None`` with an error beside the names."""
        try:
            return find_member(text, by=self.by)
        except forms.ValidationError as error:
            self.add_error("add_hosts", error)
        return None
