"""An issue: opened, then written."""

from django import forms
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clock.words import in_words, in_words_later
from journal.forms.correction import CorrectedForm
from journal.forms.fields import MemberNameField
from journal.models import Issue
from journal.models.issue import COVER_LINE, COVER_LINES
from ui.fields import RichTextField

QUARTERS = gettext_lazy("De 1 (hiver) à 4 (automne).")


class IssueForm(CorrectedForm):
    words = ("headline", "standfirst", "editorial")

    headline = forms.CharField(
        label=gettext_lazy("Titre de une"), max_length=90, required=False,
        help_text=gettext_lazy("Le plus gros sur la couverture. Il en faut un pour paraître."),
    )  # fmt: skip
    cover_lines = forms.CharField(
        label=gettext_lazy("Autres titres de couverture"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=format_lazy(
            gettext_lazy("{most} lignes au plus, une par titre."), most=capfirst(in_words_later(COVER_LINES))
        ),
    )
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
            *Issue.NAMED,
        )
        widgets = {"standfirst": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "quarter": QUARTERS,
            "standfirst": gettext_lazy("Deux ou trois phrases sous le titre, sur la page du numéro."),
        }

    def __init__(self, *args, instance, **options):
        initial = {
            "cover_lines": "\n".join(instance.cover_lines),
            "editorial_author": [instance.editorial_author] if instance.editorial_author else [],
        }
        super().__init__(*args, instance=instance, initial=initial | options.pop("initial", {}), **options)
        if instance.is_published:
            for name in Issue.NAMED:
                del self.fields[name]
            self.ask_correction(is_published=True)

    def clean_cover_lines(self):
        lines = [line.strip() for line in self.cleaned_data["cover_lines"].splitlines() if line.strip()]
        if len(lines) > COVER_LINES:
            raise forms.ValidationError(
                _("La couverture porte %(most)s lignes au plus.") % {"most": in_words(COVER_LINES)}
            )
        if any(len(line) > COVER_LINE for line in lines):
            raise forms.ValidationError(
                _("Une ligne de couverture tient en %(most)s caractères.") % {"most": COVER_LINE}
            )
        return lines

    def clean_editorial_author(self):
        members = self.cleaned_data["editorial_author"]
        if len(members) > 1:
            raise forms.ValidationError(_("Une seule personne signe l’éditorial."))
        return members[0] if members else None


class NewIssueForm(forms.ModelForm):
    class Meta:
        model = Issue
        fields = Issue.NAMED
        help_texts = {"quarter": QUARTERS}

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
