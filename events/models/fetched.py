"""What lists fetch beside an event."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from events.models.registration import Registration


class Fetched:
    """What is there only where a list has asked for it."""

    is_hosted: bool
    """Whether the member that ``telling_hosted`` asked for runs it."""
    mine: "Registration | None"
    """The registration of who reads."""
    rank: int
    """Which event of its days it is, ``alike`` of them with the place of the reader ``confirmed`` in so many."""
    alike: int
    confirmed: int
    _prefetched_objects_cache: dict[str, "QuerySet[Any]"]
