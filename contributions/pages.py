"""Pages that stand whatever is written in the portal, so that the search finds them.

The ``pages`` module of an app has ``pages(viewer)``, which yields ``Page`` without a query.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """A page, what it is about in a sentence, and the other words under which it is looked for."""

    title: str
    url: str
    about: str
    words: str = ""
