from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "capassistant.operations"

    def ready(self) -> None:
        from capassistant.operations import checks as checks
