"""What people type for the Journal; the wording of what is refused."""

from django import forms
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guards.versions import VersionedModelForm
from journal.models import Article, Issue, Picture
from journal.models.issue import COVER_LINES
from members.models import Member
from members.models.functions import Fold
from ui.fields import RichTextField
from ui.pictures import PictureField

COMMENT_LENGTH = 2000
NEAR = 0.4
TEXT_FORM = "texte"
"""Id of the form of an article: buttons elsewhere on the page send it too, so that no word is lost."""


class PageForm(forms.Form):
    """The page of a list, from the address bar; anything odd is the first page."""

    page = forms.IntegerField(min_value=1, max_value=10_000, required=False)

    @classmethod
    def number(cls, request):
        form = cls(request.GET)
        return (form.cleaned_data["page"] or 1) if form.is_valid() else 1


class LargeTextForm(forms.Form):
    """``?texte=grand``: an article in larger letters; anything odd is the usual size."""

    QUERY = "?texte=grand"

    texte = forms.ChoiceField(choices=[("grand", "")])

    @classmethod
    def asked(cls, request):
        return cls(request.GET).is_valid()


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


class IssueForm(TextForm):
    headline = forms.CharField(
        label=gettext_lazy("Titre de une"), max_length=90, required=False,
        help_text=gettext_lazy("Le plus gros sur la couverture. Il en faut un pour paraître."),
    )  # fmt: skip
    cover_lines = forms.CharField(
        label=gettext_lazy("Autres titres de couverture"), max_length=200, required=False,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=gettext_lazy("Trois lignes au plus, une par titre."),
    )  # fmt: skip
    editorial = RichTextField(
        label=gettext_lazy("Éditorial"), max_length=20_000, required=False,
        help_text=gettext_lazy("Quelques paragraphes, demandés pour paraître."),
    )  # fmt: skip
    editorial_author = MemberNameField(
        label=gettext_lazy("Signature de l’éditorial"), required=False,
        help_text=gettext_lazy("Prénom et nom. Laissez vide si le comité signe ensemble."),
    )  # fmt: skip

    class Meta:
        model = Issue
        fields = (
            "headline",
            "standfirst",
            "cover_lines",
            "editorial",
            "editorial_author",
            "ground",
            "motif",
        )
        widgets = {"standfirst": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"standfirst": gettext_lazy("Deux ou trois phrases sous le titre, sur la page du numéro.")}

    def __init__(self, *args, instance, **options):
        initial = {
            "cover_lines": "\n".join(instance.cover_lines),
            "editorial_author": [instance.editorial_author] if instance.editorial_author else [],
        }
        super().__init__(*args, instance=instance, initial=initial | options.pop("initial", {}), **options)

    def clean_cover_lines(self):
        lines = [line.strip() for line in self.cleaned_data["cover_lines"].splitlines() if line.strip()]
        if len(lines) > COVER_LINES:
            raise forms.ValidationError(_("La couverture porte trois lignes au plus."))
        if any(len(line) > 60 for line in lines):
            raise forms.ValidationError(_("Une ligne de couverture tient en 60 caractères."))
        return lines

    def clean_editorial_author(self):
        members = self.cleaned_data["editorial_author"]
        if len(members) > 1:
            raise forms.ValidationError(_("Une seule personne signe l’éditorial."))
        return members[0] if members else None


class NewIssueForm(forms.ModelForm):
    class Meta:
        model = Issue
        fields = ("number", "year", "quarter")
        help_texts = {"quarter": gettext_lazy("De 1 (hiver) à 4 (automne).")}

    @staticmethod
    def next_after(latest):
        """Number, year and quarter that follow ``latest``."""
        if latest is None:
            return {"number": 1}
        return {
            "number": latest.number + 1,
            "year": latest.year + latest.quarter // 4,
            "quarter": latest.quarter % 4 + 1,
        }


class ProposalForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Titre"), max_length=140)
    body = RichTextField(
        label=gettext_lazy("Votre texte"), max_length=60_000,
        help_text=gettext_lazy("Une astuce, un récit, une question : dix lignes suffisent, on vous aide à finir."),
    )  # fmt: skip


class NewArticleForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Titre"), max_length=140)
    authors = MemberNameField(
        label=gettext_lazy("Signatures"),
        help_text=gettext_lazy("Prénom et nom, séparés par des virgules, dans l’ordre où ils paraîtront."),
    )


class ArticleForm(TextForm):
    body = RichTextField(
        label=gettext_lazy("Texte"), max_length=60_000, required=False,
        help_text=gettext_lazy("Un copier-coller depuis Word garde titres, listes, gras et liens, rien d’autre."),
    )  # fmt: skip

    class Meta:
        model = Article
        fields = ("title", "section", "standfirst", "body")
        widgets = {"standfirst": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "section": gettext_lazy("Demandée pour paraître."),
            "standfirst": gettext_lazy("Deux phrases qui donnent envie de lire. Demandé pour paraître."),
        }


class CommitteeArticleForm(ArticleForm):
    """The committee also says who signs."""

    authors = NewArticleForm.base_fields["authors"]

    class Meta(ArticleForm.Meta):
        fields = ("title", "section", "authors", "standfirst", "body")

    def __init__(self, *args, instance, **options):
        initial = {"authors": instance.signatures} | options.pop("initial", {})
        super().__init__(*args, instance=instance, initial=initial, **options)


class CommentForm(forms.Form):
    """The words that travel with a passage."""

    comment = forms.CharField(
        label=gettext_lazy("Commentaire"), max_length=COMMENT_LENGTH, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Il part, mot pour mot, dans le message aux personnes concernées."),
    )  # fmt: skip

    def sent_with_the_text(self):
        """The same field, sent by the form of the article."""
        self.fields["comment"].widget.attrs["form"] = TEXT_FORM
        return self


class AssignForm(forms.Form):
    issue = forms.ModelChoiceField(Issue.objects.in_preparation(), to_field_name="number")


class PictureForm(VersionedModelForm):
    class Meta:
        model = Picture
        fields = ("alt", "decorative", "caption", "credit")
        help_texts = {
            "alt": gettext_lazy(
                "Ce que l’image apporte, pour qui ne la voit pas. Il faudra l’écrire avant de paraître."
            ),
            "decorative": gettext_lazy("Cochez si l’image n’apporte aucune information."),
        }

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decorative") and cleaned.get("alt"):
            self.add_error("alt", _("Une image décorative n’a pas de texte de remplacement : gardez l’un ou l’autre."))
        return cleaned


class NewPictureForm(PictureForm):
    file = PictureField(label=gettext_lazy("Image"))

    field_order = ("file", "alt", "decorative", "caption", "credit")
