"""Finding the member whom somebody names in a form."""

from django import forms
from django.db.models import Q, Value
from django.utils.translation import gettext as _

from members.models import Member
from members.models.functions import Fold
from members.visibility import visible_q


def find_member(text, *, by):
    """The one active member of that name, page or address where ``by`` may see it; else a ``ValidationError``."""
    by_address = Q(email__iexact=text) & visible_q("email", by)
    found = Member.objects.active().filter(by_address | Q(slug=text) | Q(search_name=Fold(Value(text))))[:2]
    if not found:
        raise forms.ValidationError(_("Personne ne répond au nom de « %(text)s » dans l’annuaire.") % {"text": text})
    if len(found) > 1:
        raise forms.ValidationError(
            _("Plusieurs personnes s’appellent « %(text)s » : donnez l’adresse e-mail.") % {"text": text}
        )
    return found[0]
