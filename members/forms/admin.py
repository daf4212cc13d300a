"""The few things typed in the back office about members."""

from django import forms
from django.utils.translation import gettext_lazy as _

from backoffice.forms import BackofficeForm
from members.forms.account import without_placeholders
from members.forms.fields import AddressField, LastNameField, MemberField, NameField
from members.models import CharterVersion, Member
from ui.fields import RichTextField


class InviteForm(BackofficeForm):
    """Three fields make an invitation; all else is the person's own."""

    first_name = NameField(label=_("Prénom"))
    last_name = LastNameField()

    class Meta:
        model = Member
        fields = ["email", "first_name", "last_name"]

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class AddressForm(forms.Form):
    email = AddressField(
        label=_("Nouvelle adresse e-mail"),
        help_text=_("L’ancienne et la nouvelle adresse reçoivent un message qui le dit, avec votre nom."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        without_placeholders(self)

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Raison"),
        max_length=300,
        help_text=_("La personne la lira dans le message qu’elle reçoit."),
        error_messages={"required": _("Donnez une raison, en une phrase.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def day_input():
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class HandOverForm(forms.Form):
    """Two people, one day: the rest of the next term may stay empty."""

    on = forms.DateField(
        label=_("Dernier jour du mandat en cours"),
        help_text=_("Le mandat suivant commence le lendemain."),
        error_messages={"required": _("Choisissez le dernier jour du mandat en cours.")},
        widget=day_input(),
    )
    to = MemberField(
        label=_("Qui prend le relais"),
        help_text=_("Prénom et nom d’un membre."),
        error_messages={"required": _("Écrivez le prénom et le nom de la personne.")},
    )
    title = forms.CharField(
        label=_("Fonction dans l’équipe"),
        max_length=80,
        required=False,
        help_text=_("Par exemple : relectrice, trésorier."),
    )
    ends_on = forms.DateField(
        label=_("Dernier jour du mandat suivant"),
        required=False,
        help_text=_("Vide tant que la date n’est pas connue."),
        widget=day_input(),
    )
    reason = forms.CharField(label=_("Raison"), max_length=300, required=False)


class CharterForm(BackofficeForm):
    body = RichTextField(label=_("Texte"))

    class Meta:
        model = CharterVersion
        fields = ["number", "title", "body", "summary"]


class PublishCharterForm(forms.Form):
    """The choice is forced: a correction asks nobody, a change of substance asks everybody."""

    kind = forms.ChoiceField(
        label=_("Ce que change cette version"),
        choices=CharterVersion.Kind,
        widget=forms.RadioSelect,
        help_text=_(
            "Une correction de forme ne redemande rien. Un changement de fond demande à chaque membre de répondre."
        ),
        error_messages={"required": _("Choisissez entre correction de forme et changement de fond.")},
    )
    reason = forms.CharField(
        label=_("Pourquoi"),
        max_length=300,
        error_messages={"required": _("Dites en une phrase pourquoi la charte change.")},
    )
