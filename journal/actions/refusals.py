"""How an action says no, with the sentence to show."""

from django.utils.translation import gettext as _


class Refused(Exception):
    def __init__(self, message):
        super().__init__(message)
        self.message = message


class Conflict(Refused):
    """Somebody saved in between; ``current`` is the row as it stands now."""

    def __init__(self, current):
        super().__init__(_("Ce texte a été enregistré par quelqu’un d’autre pendant que vous l’écriviez."))
        self.current = current


class NotReady(Refused):
    """An issue that cannot be published yet; ``gaps`` says why."""

    def __init__(self, gaps):
        super().__init__(_("Ce numéro n’est pas prêt à paraître."))
        self.gaps = gaps
