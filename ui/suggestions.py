"""Texts typed freely, with suggestions to choose from."""

from functools import partial
from itertools import chain, count

from django import forms
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from ui.cards import LONG, kept


class SuggestedInput(forms.TextInput):
    """A text typed freely, with ``suggestions`` to choose from: ``(value, label)``, read when they are shown."""

    suggestions = ()

    def render(self, name, value, attrs=None, renderer=None):
        listed = f"{(attrs or {}).get('id') or name}_suggestions"
        typed = (attrs or {}) | {"list": listed, "autocomplete": "off"}
        return self.rows(name, value, typed, renderer) + datalist(listed, tuple(self.suggestions))

    def rows(self, name, value, attrs, renderer):
        """The inputs themselves: one."""
        return super().render(name, value, attrs, renderer)


class SuggestedInputs(SuggestedInput):
    """The same for several texts, one below the other; together they are lines of one text, the last one the rest."""

    fewest = 3
    most = 8

    def rows(self, name, value, attrs, renderer):
        """An input a line, with room for others."""
        lines = (value or "").split("\n", self.most - 1)
        lines += [""] * max(self.fewest - len(lines), 1 if len(lines) < self.most else 0)
        numbered = (attrs | {"id": f"{attrs['id']}_{rank}", "aria-label": _("Autre personne")} for rank in count(2))
        told = zip(lines, chain([attrs], numbered), strict=False)
        one = super().rows
        return format_html_join("", "{}", ((one(name, line, given, renderer),) for line, given in told))

    def value_from_datadict(self, data, files, name):
        lines = data.getlist(name) if hasattr(data, "getlist") else [data.get(name) or ""]
        return "\n".join(line for line in lines if line.strip())


@partial(kept, most=LONG)
def datalist(name, suggestions):
    return render_to_string("ui/_suggestions.html", {"id": name, "suggestions": suggestions})
