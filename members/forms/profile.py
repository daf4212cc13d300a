"""A member's own page: what is said, what is shown to whom, the photo, the skills, the preferences."""

from dataclasses import dataclass
from zoneinfo import available_timezones

from crispy_forms.layout import HTML, Div, Field, Fieldset, Layout
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from clock.words import in_words
from guards.versions import VersionedModelForm
from members.forms.fields import LastNameField, MemberField, NameField
from members.models import Member, MemberSkill, Skill
from members.suggestions import names_for
from ui import pictures
from ui.layout import PageFormHelper

TIME_ZONES = [(name, name.replace("_", " ")) for name in sorted(available_timezones()) if "/" in name]
MAX_SKILLS = 30
PHOTO_SIDE = 400
WHO_SEES = {
    "email": _("Qui voit mon adresse e-mail"),
    "phone": _("Qui voit mon téléphone"),
    "photo": _("Qui voit ma photo"),
    "site": _("Qui voit mon site"),
    "availability": _("Qui voit mes disponibilités"),
    "backup": _("Qui voit qui me remplace"),
}
"""The question beside each thing that a member may hide: whole, for who hears it alone."""


class ProfileForm(VersionedModelForm):
    """What is said on the page, and beside each field who sees it."""

    first_name = NameField(label=_("Prénom"))
    last_name = LastNameField()
    backup = MemberField(label=_("Qui me remplace"), required=False, help_text=_("Prénom et nom d’un membre."))

    class Meta:
        model = Member
        fields = Member.PROFILE
        widgets = {"about": forms.Textarea(attrs={"rows": 5})}
        labels = {"about": _("En quelques mots")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in WHO_SEES.items():
            self.fields[f"{name}_visibility"].label = label
        self.helper = PageFormHelper(_("J’enregistre"), also="members/_preview_buttons.html", keeps_typed=True)
        self.helper.layout = Layout(
            Fieldset(
                _("Qui je suis"),
                Div(HTML('{% include "members/_profile_photo.html" %}'), "photo_visibility", css_class="cote"),
                Div("first_name", "last_name", css_class="cote"),
                Div("job_title", "department", css_class="cote"),
                "about",
                css_class="carte bloc",
            ),
            Fieldset(
                _("Me joindre"),
                Div(HTML('{% include "members/_profile_email.html" %}'), "email_visibility", css_class="cote"),
                _beside("phone"),
                _beside("site"),
                _beside("availability"),
                css_class="carte bloc",
            ),
            Fieldset(_("En mon absence"), _beside("backup"), css_class="carte bloc"),
        )
        self.fields["backup"].widget.suggestions = names_for(self.instance)

    def clean_backup(self):
        backup = self.cleaned_data["backup"]
        if backup and backup.pk == self.instance.pk:
            raise forms.ValidationError(_("Choisissez quelqu’un d’autre que vous."))
        return backup


def _beside(name):
    """A field with, beside it, who sees it."""
    return Div(Field(name), Field(f"{name}_visibility"), css_class="cote")


class PreviewedProfileForm(ProfileForm):
    """The profile as typed, to be looked at: it writes over nothing."""

    def check_reading(self):
        pass


class PreviewForm(forms.Form):
    """Which reader to play in « Voir mon profil comme… »."""

    comme = forms.ChoiceField(
        label=_("Voir mon profil comme"),
        choices=[("membre", _("un membre")), ("core-team", _("la core-team"))],
        required=False,
    )


class PhotoForm(forms.Form):
    photo = pictures.PictureField(
        label=_("Photo"),
        help_text=format_lazy(
            _("JPEG, PNG, WebP ou HEIC, {most} Mo au plus. Elle est ramenée à {side} pixels."),
            most=pictures.MAX_MEGABYTES,
            side=PHOTO_SIDE,
        ),
    )
    consent = forms.BooleanField(
        label=_("J’accepte que ma photo soit montrée aux personnes choisies dans mon profil"),
        help_text=_("Votre accord est daté. Vous pouvez le retirer en un clic, à tout moment."),
        error_messages={"required": _("Sans votre accord, la photo n’est pas publiée.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(_("Je publie ma photo"))

    def clean_photo(self):
        """The picture drawn again from its pixels, no larger than it is ever shown."""
        try:
            return pictures.process(self.cleaned_data["photo"], PHOTO_SIDE)
        except pictures.Rejected as refusal:
            raise forms.ValidationError(refusal.message) from refusal


@dataclass(frozen=True)
class SkillRow:
    """A skill, and whether its two boxes are ticked."""

    skill: Skill
    is_offered: bool
    is_wanted: bool


@dataclass(frozen=True)
class SkillGroup:
    """Skills of one theme, folded until somebody looks for them."""

    title: str
    rows: list[SkillRow]
    is_open: bool = False


class SkillsForm(forms.Form):
    """Two boxes a skill, what I can bring and what I would like to learn: mine first, the others by theme."""

    offered = forms.ModelMultipleChoiceField(
        Skill.objects.all(), label=_("Je peux aider sur"), required=False, widget=forms.CheckboxSelectMultiple
    )
    wanted = forms.ModelMultipleChoiceField(
        Skill.objects.all(), label=_("J’aimerais apprendre"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, member, submit_label="", **kwargs):
        kinds = {kind: [] for kind in MemberSkill.Kind.values}
        for skill, kind in member.skills.values_list("skill", "kind"):
            kinds[kind].append(skill)
        super().__init__(*args, initial=kinds, **kwargs)
        self.helper = PageFormHelper(submit_label or _("J’enregistre"))
        self.helper.layout = Layout(HTML('{% include "members/_skills_form.html" %}'))

    def groups(self):
        """The skills that are ticked, then those of each theme."""
        ticked = {name: {str(value) for value in self[name].value() or ()} for name in ("offered", "wanted")}
        rows = [
            SkillRow(skill, str(skill.pk) in ticked["offered"], str(skill.pk) in ticked["wanted"])
            for skill in Skill.objects.all()
        ]
        mine = [row for row in rows if row.is_offered or row.is_wanted]
        themes = [
            SkillGroup(theme.label, of_theme)
            for theme in Skill.Theme
            if (of_theme := [row for row in rows if row.skill.theme == theme and row not in mine])
        ]
        return ([SkillGroup(_("Mes compétences"), mine, is_open=True)] if mine else []) + themes

    def clean_offered(self):
        return self._at_most("offered")

    def clean_wanted(self):
        return self._at_most("wanted")

    def _at_most(self, name):
        if len(self.cleaned_data[name]) > MAX_SKILLS:
            raise forms.ValidationError(_("Choisissez %(most)s sujets au plus.") % {"most": in_words(MAX_SKILLS)})
        return self.cleaned_data[name]


class PreferencesForm(forms.ModelForm):
    time_zone = forms.ChoiceField(
        label=_("Fuseau horaire"),
        choices=TIME_ZONES,
        help_text=_("Les rendez-vous restent écrits à l’heure de Paris ; la vôtre s’ajoute si elle diffère."),
    )

    class Meta:
        model = Member
        fields = ["language", "theme", "time_zone"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(_("J’enregistre"))
