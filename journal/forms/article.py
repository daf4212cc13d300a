"""An article: proposed, begun by the committee, written, and the words that travel with it."""

from django import forms
from django.utils.translation import gettext_lazy

from journal.forms.correction import CorrectedForm
from journal.forms.fields import MemberNameField
from journal.models import Article, Issue
from ui.fields import RichTextField

COMMENT_LENGTH = 2000
TEXT_FORM = "texte"
"""Id of the form of an article: buttons elsewhere on the page send it too, so that no word is lost."""


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


class ArticleForm(CorrectedForm):
    words = ("title", "standfirst", "body")

    body = RichTextField(
        label=gettext_lazy("Texte"), max_length=60_000, required=False,
        help_text=gettext_lazy(
            "Un copier-coller depuis Word garde titres, listes, tableaux, gras et liens, rien d’autre."
        ),
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
    """The committee also says who signs, and what it changes in a text that was accepted."""

    authors = NewArticleForm.base_fields["authors"]

    class Meta(ArticleForm.Meta):
        fields = ("title", "section", "authors", "standfirst", "body")

    def __init__(self, *args, instance, **options):
        initial = {"authors": instance.signatures} | options.pop("initial", {})
        super().__init__(*args, instance=instance, initial=initial, **options)
        if instance.state == Article.State.ACCEPTED:
            self.ask_correction(instance.is_published)


class DiscardForm(forms.Form):
    """Why a text is given up; who signs it alone needs no reason."""

    comment = forms.CharField(
        label=gettext_lazy("Raison"), max_length=COMMENT_LENGTH, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Elle part, mot pour mot, dans le message aux personnes concernées."),
        error_messages={"required": gettext_lazy("Dites pourquoi ce texte est abandonné.")},
    )  # fmt: skip

    def __init__(self, *args, is_hers_alone, **options):
        super().__init__(*args, **options)
        self.fields["comment"].required = not is_hers_alone


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
