"""The write of a list that has no action of its own."""

from django.db import transaction
from django.db.models import Model

from guards.versions import check_version


@transaction.atomic
def save_over(row: Model, *, version: str | None) -> None:
    """Store ``row`` as it was typed over ``version``, or anew; ``Conflict`` when somebody saved in between."""
    if version is not None:
        rows = type(row)._default_manager.select_for_update(of=("self",), no_key=True)
        check_version(rows.get(pk=row.pk), version)
    row.save()
