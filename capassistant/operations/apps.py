from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "capassistant.operations"
