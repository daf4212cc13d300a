"""How forms are laid out: the same everywhere."""

from crispy_forms.helper import FormHelper
from django.utils.translation import gettext as _


class PageFormHelper(FormHelper):
    """A form that is the subject of its page: summary of errors, fields, one button, one way out.

    ``submit_label`` is what the button says; ``cancel_url`` adds a link back, which says ``cancel_label``;
    ``and_then`` is a second button, as (name, value, label), for who wants to go on elsewhere once this is kept;
    ``also`` is a template with other buttons: they come last, for the key Enter presses the first (HTML, 4.10.21.2).
    The scripts and styles of the fields are in the head of the page (``base.html``), where their nonce is.
    """

    template = "ui/_page_form.html"
    include_media = False
    render_hidden_fields = True

    def __init__(self, submit_label, cancel_url="", and_then=None, cancel_label="", also=""):
        super().__init__()
        self.attrs = {"novalidate": ""}
        self.submit_label = submit_label
        self.cancel_url = cancel_url
        self.cancel_label = cancel_label or _("Revenir sans enregistrer")
        self.and_then = and_then
        self.also = also
