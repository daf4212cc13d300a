"""Joining: the request to sign up, and the account opened through an invitation."""

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import RequestLoginCodeForm as AllauthCodeForm
from allauth.account.forms import ResetPasswordForm as AllauthResetForm
from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.addresses import is_open_to
from members.forms.fields import AddressField, LastNameField, NameField
from ui.layout import PageFormHelper


def without_placeholders(form):
    """Labels are enough, and stay while one types."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class LoginForm(AllauthLoginForm):
    """One of the two forms of the portal that takes the focus by itself."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        without_placeholders(self)
        self.fields["login"].label = _("Adresse e-mail")
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autofocus": True}
        password = self.fields["password"]
        password.label = _("Mot de passe")
        password.help_text = str(password.help_text)  # Written once: the library reads it anew at each look.


class ResetForm(AllauthResetForm):
    email = AddressField()


class CodeForm(AllauthCodeForm):
    email = AddressField(label=_("Adresse e-mail"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        without_placeholders(self)
        self.fields["email"].widget.attrs["autocomplete"] = "username"


class SignupForm(AllauthSignupForm):
    """A request to join: no password yet, the person accepted chooses one through a signed link.

    So nobody can prepare an account with a password of his or her own on the address of somebody else.
    """

    first_name = NameField(label=_("Prénom"), widget=forms.TextInput(attrs={"autocomplete": "given-name"}))
    last_name = LastNameField(widget=forms.TextInput(attrs={"autocomplete": "family-name"}))
    email = AddressField()
    field_order = ["first_name", "last_name", "email"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("password1", None)
        self.fields.pop("password2", None)
        self.fields["email"].label = _("Adresse e-mail professionnelle")
        without_placeholders(self)


class AddressChangeForm(forms.Form):
    """The address that a member wants; whether somebody has it already is not told here."""

    email = AddressField(label=_("Nouvelle adresse e-mail"))

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member
        without_placeholders(self)
        self.helper = PageFormHelper(_("Je demande le changement"), reverse("members:my_space"))

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if email == self.member.email:
            raise forms.ValidationError(_("C’est déjà votre adresse."))
        if not is_open_to(self.member, email):
            raise forms.ValidationError(
                _("Cette adresse n’est pas celle d’une entreprise de la communauté : voyez avec la core-team.")
            )
        return email


class DepartureForm(forms.Form):
    """A deliberate yes, and the password where the account has one: a screen left open closes no account."""

    password = forms.CharField(
        label=_("Mot de passe actuel"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    is_sure = forms.BooleanField(
        label=_("Oui, je quitte la communauté et mon compte se ferme"),
        error_messages={"required": _("Cochez cette case pour confirmer votre départ.")},
    )

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member
        if not member.has_usable_password():
            del self.fields["password"]
        self.helper = PageFormHelper(
            _("Je quitte la communauté"), reverse("members:my_space"), cancel_label=_("Rester")
        )

    def clean_password(self):
        password = self.cleaned_data["password"]
        if not self.member.check_password(password):
            raise forms.ValidationError(_("Ce n’est pas votre mot de passe actuel."))
        return password


class InvitationForm(forms.Form):
    """The name, as the person wants to be called, and a password."""

    first_name = NameField(label=_("Prénom"), widget=forms.TextInput(attrs={"autocomplete": "given-name"}))
    last_name = LastNameField(widget=forms.TextInput(attrs={"autocomplete": "family-name"}))
    password = forms.CharField(
        label=_("Mot de passe"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, member, **kwargs):
        initial = {"first_name": member.first_name, "last_name": member.last_name}
        super().__init__(*args, initial=initial, **kwargs)
        self.member = member
        self.fields["password"].help_text = " ".join(password_validators_help_texts())
        self.helper = PageFormHelper(_("J’ouvre mon compte"))

    def clean_password(self):
        password = self.cleaned_data["password"]
        try:
            validate_password(password, self.member)
        except ValidationError as error:
            raise forms.ValidationError(error.messages) from error
        return password
