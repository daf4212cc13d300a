from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CapassistantConfig(AppConfig):
    name = "capassistant"
    verbose_name = _("Le portail")
