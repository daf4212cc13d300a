"""The short forms: a reason, an answer."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import video_link
from events.models import Event
from ui.layout import PageFormHelper


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Raison de l’annulation"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Elle sera écrite à toutes les personnes inscrites ou en attente."),
    )

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(
            _("Annuler le rendez-vous"), cancel_url=event.get_absolute_url(), cancel_label=_("Ne pas annuler")
        )


class ScreenForm(forms.ModelForm):
    """Where to meet on screen when the room falls through."""

    class Meta:
        model = Event
        fields = ["join_url"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["join_url"].required = True
        self.fields["join_url"].help_text = video_link.readers()
        self.helper = PageFormHelper(
            _("Passer en visio"), cancel_url=self.instance.get_absolute_url(), cancel_label=_("Garder la salle")
        )
