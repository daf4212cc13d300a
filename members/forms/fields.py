"""Fields that several forms share: a person's name, an address, a member, a list of identifiers."""

import re
import unicodedata

from allauth.account.fields import EmailField
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from members.models import Member
from members.models.functions import Fold
from members.models.member import check_email
from ui.folding import without_invisible
from ui.suggestions import SuggestedInput

NOT_IN_A_NAME = re.compile(r"[<>@/\\:;{}\[\]|=\"*#%&?!_~^`$\d]|\.(?![\s\-‐‑'’]|\w\.|$)|www", re.IGNORECASE)
"""A point ends an initial: « J.-C. », « J.R.R. », but no word that another one follows, as in an address."""
MAX_IDS = 20
MAX_DIGITS = 9


class NameField(forms.CharField):
    """A person's name in any script; never a link, markup or a formula, since it goes into mails."""

    def __init__(self, **kwargs):
        super().__init__(max_length=80, **kwargs)

    def to_python(self, value):
        return " ".join(without_invisible(super().to_python(value)).split())

    def validate(self, value):
        super().validate(value)
        if NOT_IN_A_NAME.search(value) or any(unicodedata.category(letter) in ("Cc", "Cf") for letter in value):
            raise ValidationError(_("Écrivez un nom, en lettres : espaces, traits d’union et apostrophes conviennent."))


class LastNameField(NameField):
    """The family name; who has one name alone writes it as the first one."""

    def __init__(self, **kwargs):
        super().__init__(
            label=_("Nom"),
            required=False,
            help_text=_("Vide pour qui n’a qu’un nom : il s’écrit comme prénom."),
            **kwargs,
        )


class AddressField(EmailField):
    """An e-mail address that mail servers take, as long as the table of members keeps."""

    default_validators = [check_email]

    def __init__(self, **kwargs):
        super().__init__(max_length=Member._meta.get_field("email").max_length, **kwargs)


class MemberField(forms.CharField):
    """A colleague, typed as a name (« Aïcha Tazi ») or as the end of the address of her or his page."""

    widget = SuggestedInput

    def __init__(self, **kwargs):
        super().__init__(max_length=161, **kwargs)

    def prepare_value(self, value):
        member = Member.objects.filter(pk=value).first() if isinstance(value, int) else None
        return member.full_name if member else value

    def clean(self, value):
        typed = super().clean(value).strip()
        if not typed:
            return None
        active = Member.objects.active()
        found = list(active.filter(slug=typed)[:1] or active.filter(search_name=Fold(Value(typed)))[:2])
        if not found:
            raise ValidationError(_("Aucun membre ne porte ce nom. Écrivez le prénom puis le nom."))
        if len(found) > 1:
            raise ValidationError(_("Plusieurs membres portent ce nom : écrivez la fin de l’adresse de sa page."))
        return found[0]


class IdsField(forms.Field):
    """Identifiers chosen in a filter: what is not one is left out, so that no address is an error."""

    widget = forms.MultipleHiddenInput

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def clean(self, value):
        numbers = [text for text in value or () if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS]
        return sorted({int(text) for text in numbers[:MAX_IDS]})


class KnownValuesField(forms.Field):
    """Values chosen among ``choices``; unknown ones are left out."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, choices, **kwargs):
        super().__init__(required=False, **kwargs)
        self.choices = choices

    def clean(self, value):
        return [choice for choice, _label in self.choices if choice in (value or ())]
