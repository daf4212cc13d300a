"""The query strings of the agenda; what they do not know is left out."""

from django import forms
from django.utils.functional import cached_property

from events.filters import FORMATS, KINDS
from groups.models import WorkingGroup

LAST_PAGE = 10_000


class AgendaFilter(forms.Form):
    """The query string of the agenda; what it does not know is left out, never an error."""

    moi = forms.MultipleChoiceField(choices=[("1", "")], required=False)
    libre = forms.MultipleChoiceField(choices=[("1", "")], required=False)
    passes = forms.MultipleChoiceField(choices=[("1", "")], required=False)
    type = forms.MultipleChoiceField(choices=[(name, "") for name in KINDS], required=False)
    format = forms.MultipleChoiceField(choices=[(name, "") for name in FORMATS], required=False)
    site = forms.MultipleChoiceField(required=False)
    groupe = forms.SlugField(required=False)
    page = forms.IntegerField(min_value=1, max_value=LAST_PAGE, required=False)

    def __init__(self, *args, sites, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["site"].choices = [(str(site.pk), site.name) for site in sites]

    def chosen(self):
        """The accepted values of each filter that has some."""
        self.is_valid()
        lists = {name: self.cleaned_data.get(name) for name in self.fields if name not in ("groupe", "page")}
        chosen = {name: values for name, values in lists.items() if values}
        return chosen | ({"groupe": [self.group.slug]} if self.group else {})

    def asks_past(self):
        """Whether what is past is asked for, in place of what comes."""
        return "passes" in self.chosen()

    @cached_property
    def group(self):
        """The working group whose dates are asked for, or ``None``."""
        self.is_valid()
        slug = self.cleaned_data.get("groupe")
        return WorkingGroup.objects.filter(slug=slug).first() if slug else None

    def page_number(self):
        self.is_valid()
        return self.cleaned_data.get("page") or 1


class PageForm(forms.Form):
    page = forms.IntegerField(min_value=1, max_value=LAST_PAGE, required=False)

    def number(self):
        self.full_clean()
        return self.cleaned_data.get("page") or 1
