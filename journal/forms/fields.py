"""What several forms of the Journal share: names of members, texts of several hands."""

from django import forms
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Value
from django.utils.translation import gettext as _

from guards.versions import VersionedModelForm
from members.models import Member
from members.models.functions import Fold

NEAR = 0.4


class MemberNameField(forms.CharField):
    """Names of active members, « Prénom Nom », separated by commas, in the order they sign."""

    def __init__(self, **options):
        super().__init__(max_length=400, **options)

    def prepare_value(self, value):
        if isinstance(value, list):
            return ", ".join(member.full_name for member in value)
        return value

    def has_changed(self, initial, data):
        return self.prepare_value(initial or []) != (data or "").strip()

    def clean(self, value):
        names = [name.strip() for name in super().clean(value).split(",") if name.strip()]
        found = [self.member_named(name) for name in names[:10]]
        return list(dict.fromkeys(found))

    def member_named(self, name):
        members = Member.objects.active()
        known = list(members.filter(slug=name)[:1]) or list(members.filter(search_name=Fold(Value(name)))[:2])
        if not known:
            raise forms.ValidationError(self.not_found(name))
        if len(known) > 1:
            raise forms.ValidationError(
                _("Plusieurs membres s’appellent « %(name)s » : écrivez la fin de l’adresse de sa page de profil."),
                params={"name": name},
            )
        return known[0]

    def not_found(self, name):
        """The sentence for a name that nobody has, with the nearest ones."""
        nearness = TrigramSimilarity("search_name", Fold(Value(name)))
        members = Member.objects.active().annotate(nearness=nearness).filter(nearness__gt=NEAR).order_by("-nearness")
        near = [member.full_name for member in members[:3]]
        if near:
            return _("Nous ne trouvons pas « %(name)s » parmi les membres. Nom le plus proche : %(near)s.") % {
                "name": name,
                "near": ", ".join(near),
            }
        return _("Nous ne trouvons pas « %(name)s » parmi les membres : vérifiez le prénom et le nom.") % {"name": name}


class TextForm(VersionedModelForm):
    """A text of several hands: its page shows both texts side by side, so the form itself tells nothing."""

    def check_reading(self):
        pass

    def typed(self):
        """Fields for the action, with the version that was read before typing."""
        return self.cleaned_data | {"version": self.cleaned_data["version"] or ""}
