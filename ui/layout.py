"""How forms are laid out: the same everywhere."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import LayoutObject
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


class Folded(LayoutObject):
    """A part of a form that shows its title alone, as long as nothing is said in its fields nor wrong with them."""

    def __init__(self, legend, *fields):
        self.legend = legend
        self.fields = list(fields)

    def render(self, form, context, **kwargs):
        shown = [form[name.name] for name in self.get_field_names() if name.name in form.fields]
        said = {str(field.value() or "") for field in shown} - {"", "0", "[]"}
        part = {
            "legend": self.legend,
            "fields": self.get_rendered_fields(form, context, **kwargs),
            "is_open": bool(said) or any(field.errors for field in shown),
        }
        return render_to_string("ui/_folded.html", part)


class PageFormHelper(FormHelper):
    """A form that is the subject of its page: summary of errors, fields, one button, one way out.

    ``submit_label`` is what the button says; ``cancel_url`` adds a link back, which says ``cancel_label``;
    ``and_then`` is a second button, as (name, value, label), for who wants to go on elsewhere once this is kept;
    ``keeps_typed`` is for long forms: nothing typed in them is lost, whether the session ends (``guards.typed``) or the
    tab is closed (``drafts.js``);
    ``also`` is a template with other buttons: they come last, for the key Enter presses the first (HTML, 4.10.21.2).
    The scripts and styles of the fields are in the head of the page (``base.html``), where their nonce is.
    """

    template = "ui/_page_form.html"
    include_media = False
    render_hidden_fields = True

    def __init__(self, submit_label, cancel_url="", and_then=None, cancel_label="", also="", keeps_typed=False):
        super().__init__()
        self.attrs = {"novalidate": ""} | (kept_in_the_browser() if keeps_typed else {})
        self.keeps_typed = keeps_typed
        self.form_class = "formulaire"
        self.submit_label = submit_label
        self.cancel_url = cancel_url
        self.cancel_label = cancel_label or _("Revenir sans enregistrer")
        self.and_then = and_then
        self.also = also

    def get_attributes(self, template_pack):
        """The attributes of the form under a name of ours: the library would repeat them on groups of buttons in it."""
        given = super().get_attributes(template_pack)
        given["form_attributes"] = given.pop("flat_attrs")
        return given


def kept_in_the_browser():
    """What ``drafts.js`` says of words that were typed and never arrived."""
    return {
        "data-kept": _("Un texte tapé ici n’a pas été enregistré. Il est encore dans ce navigateur."),
        "data-kept-take": _("Reprendre ce que vous aviez écrit"),
        "data-kept-drop": _("L’oublier"),
    }
