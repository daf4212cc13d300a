"""The questions of a host, and the answers of who registers."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clock.words import in_words
from events.models.question import DELICATE_KEPT, KEPT, MOST_QUESTIONS, questions_version
from guards.versions import VersionedForm
from ui.layout import PageFormHelper
from ui.words import one_line


class QuestionsForm(VersionedForm):
    """Five lines, each a question that may be left empty, with a box for what is delicate."""

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        soon = {"days": in_words(DELICATE_KEPT.days)}
        asked = list(event.questions.all())
        for number in range(1, MOST_QUESTIONS + 1):
            question = asked[number - 1] if number <= len(asked) else None
            self.fields[f"text_{number}"] = forms.CharField(
                label=_("Question %(number)s") % {"number": number},
                max_length=160,
                required=False,
                initial=question.text if question else "",
            )
            self.fields[f"delicate_{number}"] = forms.BooleanField(
                label=_("Réponse délicate (allergie, accessibilité) : effacée %(days)s jours après") % soon,
                required=False,
                initial=question.is_delicate if question else False,
            )
        self.keep_version(questions_version(asked))
        self.helper = PageFormHelper(_("Enregistrer les questions"), cancel_url=event.get_absolute_url())

    @property
    def introduction(self):
        """How many questions there may be, who reads the answers and how long they stay."""
        told = _(
            "%(most)s questions au plus. Les réponses ne sont lues que des personnes qui animent et de la "
            "core-team ; elles sont effacées %(days)s jours après le rendez-vous."
        )
        return told % {"most": in_words(MOST_QUESTIONS).capitalize(), "days": in_words(KEPT.days)}

    def clean(self):
        cleaned = super().clean()
        seen = {}
        for number in range(1, MOST_QUESTIONS + 1):
            text = one_line(cleaned.get(f"text_{number}", ""))
            if text in seen:
                self.add_error(f"text_{number}", gettext_lazy("Cette question est déjà posée plus haut."))
            elif text:
                seen[text] = cleaned.get(f"delicate_{number}", False)
        cleaned["questions"] = list(seen.items())
        return cleaned


class AnswersForm(forms.Form):
    """One line a question, filled with what was answered before."""

    def __init__(self, *args, event, registration, **kwargs):
        super().__init__(*args, **kwargs)
        soon = {"days": in_words(DELICATE_KEPT.days)}
        given = {answer.question_id: answer.text for answer in registration.answers.all()}
        for question in event.questions.all():
            self.fields[f"answer_{question.pk}"] = forms.CharField(
                label=question.text, max_length=500, required=False, initial=given.get(question.pk, ""),
                help_text=_("Effacée %(days)s jours après le rendez-vous.") % soon if question.is_delicate else "",
            )  # fmt: skip
        self.helper = PageFormHelper(_("Enregistrer mes réponses"), cancel_url=event.get_absolute_url())

    @property
    def introduction(self):
        """What the answers are for, who reads them and how long they stay."""
        told = _(
            "Elles aident la personne qui anime à préparer le rendez-vous. Elles ne sont lues que des personnes qui "
            "animent et de la core-team, et sont effacées %(days)s jours après."
        )
        return told % {"days": in_words(KEPT.days)}

    def answers(self):
        """The texts by number of question, each on one line."""
        return {int(name.removeprefix("answer_")): one_line(text) for name, text in self.cleaned_data.items()}
