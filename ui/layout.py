"""How forms are laid out: the same everywhere."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit


class PageFormHelper(FormHelper):
    """A form that is the subject of its page: error summary, fields, one button, one way out.

    ``submit_label`` is what the button says; ``cancel_url`` adds a link back.
    """

    def __init__(self, submit_label, cancel_url=""):
        super().__init__()
        self.attrs = {"novalidate": ""}
        self.cancel_url = cancel_url
        self.add_input(Submit("", submit_label))
