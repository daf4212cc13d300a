"""The query strings of the agenda; what they do not know is left out."""

from django import forms

from events.facets import FORMATS, KINDS

LAST_PAGE = 10_000


class AgendaFilter(forms.Form):
    """The query string of the agenda; what it does not know is left out, never an error."""

    moi = forms.MultipleChoiceField(choices=[("1", "")], required=False)
    libre = forms.MultipleChoiceField(choices=[("1", "")], required=False)
    passes = forms.MultipleChoiceField(choices=[("1", "")], required=False)
    type = forms.MultipleChoiceField(choices=[(name, "") for name in KINDS], required=False)
    format = forms.MultipleChoiceField(choices=[(name, "") for name in FORMATS], required=False)
    site = forms.MultipleChoiceField(required=False)
    page = forms.IntegerField(min_value=1, max_value=LAST_PAGE, required=False)

    def __init__(self, *args, sites, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["site"].choices = [(str(site.pk), site.name) for site in sites]

    def chosen(self):
        """The accepted values of each filter that has some."""
        self.full_clean()
        return {name: values for name, values in self.cleaned_data.items() if name != "page" and values}

    def page_number(self):
        self.full_clean()
        return self.cleaned_data.get("page") or 1


class PageForm(forms.Form):
    page = forms.IntegerField(min_value=1, max_value=LAST_PAGE, required=False)

    def number(self):
        self.full_clean()
        return self.cleaned_data.get("page") or 1
