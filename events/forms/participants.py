"""What a host types for somebody: a name, a reason, a message."""

from django import forms
from django.db.models import Count
from django.urls import reverse
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clock.words import in_figures_later
from events.forms.people import find_member
from events.models import AttendanceMode, Registration
from events.models.registration import LIVE
from members.suggestions import names_for
from ui.layout import PageFormHelper
from ui.suggestions import SuggestedInput
from ui.words import one_line

LONGEST_REASON = 300
LONGEST_NOTE = 2000
Status = Registration.Status


def list_url(event):
    return reverse("events:event_participants", args=[event.pk, event.slug])


class OneLineField(forms.CharField):
    def clean(self, value):
        return super().clean(one_line(value or ""))


class PlainTextField(forms.CharField):
    """Text of several lines, counted as it is read."""

    widget = forms.Textarea(attrs={"rows": 8})

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


def reason_field(**options):
    return OneLineField(
        label=gettext_lazy("Raison"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2}), **options
    )


class AddForm(forms.Form):
    """Somebody to add; who passes before others in line does it for a reason."""

    person = forms.CharField(
        label=gettext_lazy("Personne"),
        max_length=200,
        help_text=gettext_lazy("Prénom et nom, ou adresse e-mail."),
        widget=SuggestedInput,
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("Façon de venir"),
        choices=[(mode.value, capfirst(mode.label)) for mode in AttendanceMode],
        initial=AttendanceMode.MAIN,
        widget=forms.RadioSelect,
    )
    adds_seat = forms.BooleanField(label=gettext_lazy("Ajouter une place si c’est complet"), required=False)
    reason = reason_field(
        required=False,
        help_text=gettext_lazy(
            "Elle reste sur la page de la liste. Nécessaire si d’autres personnes attendent une place."
        ),
    )

    def __init__(self, *args, event, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.event, self.by = event, by
        self.fields["person"].widget.suggestions = names_for(by)
        if not event.is_hybrid:
            del self.fields["mode"]
        self.helper = PageFormHelper(_("Ajouter cette personne"), cancel_url=list_url(event))

    def clean_person(self):
        return find_member(self.cleaned_data["person"], by=self.by)

    def clean(self):
        cleaned = super().clean()
        others = self.event.registrations.waiting().filter(mode=cleaned.get("mode", AttendanceMode.MAIN))
        if not cleaned.get("reason") and others.exclude(member=cleaned.get("person")).exists():
            self.add_error("reason", _("D’autres personnes attendent : dites pourquoi celle-ci passe avant."))
        return cleaned

    def options(self):
        """What ``actions.add_member`` takes beside the person."""
        return {name: self.cleaned_data[name] for name in self.fields if name != "person"}


class ReasonForm(forms.Form):
    reason = reason_field()

    def __init__(self, *args, event, label, help_text, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = help_text
        self.helper = PageFormHelper(label, cancel_url=list_url(event))


class NoteForm(forms.Form):
    """A message to those who come, to those who wait, or to both."""

    STATUSES = {"all": LIVE, "confirmed": [Status.CONFIRMED], "waiting": [Status.WAITING]}

    to = forms.ChoiceField(label=gettext_lazy("À qui"), widget=forms.RadioSelect)
    text = PlainTextField(
        label=gettext_lazy("Message"),
        max_length=LONGEST_NOTE,
        help_text=format_lazy(
            gettext_lazy("Texte simple, {most} signes au plus. Votre nom y figure ; la date et le lieu sont rappelés."),
            most=in_figures_later(LONGEST_NOTE),
        ),
    )

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = self.readers(event)
        self.fields["to"].initial = "all"
        self.helper = PageFormHelper(_("Envoyer le message"), cancel_url=list_url(event), keeps_typed=True)

    @property
    def has_readers(self):
        return bool(self.fields["to"].choices)

    def readers(self, event):
        """The choices with at least one person, and how many."""
        rows = event.registrations.live().filter(member__is_active=True).order_by()
        counts = dict(rows.values_list("status").annotate(Count("pk")))
        labels = {
            "all": _("Tout le monde (%(n)s)"),
            "confirmed": _("Les personnes inscrites (%(n)s)"),
            "waiting": _("Les personnes en attente (%(n)s)"),
        }
        numbers = {name: sum(counts.get(status, 0) for status in some) for name, some in self.STATUSES.items()}
        return [(name, labels[name] % {"n": number}) for name, number in numbers.items() if number]

    def statuses(self):
        return self.STATUSES[self.cleaned_data["to"]]
