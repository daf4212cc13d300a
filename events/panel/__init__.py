"""The registration panel: one answer for one member and one event (DESIGN section 5).

Its states share one place and one order: state, sentence, seats, buttons. The template prints;
which state it is and what one may do are decided here.
"""

from events.panel.parts import LINK_OPENS_BEFORE, Action, Panel, Standing, clash_text, guests_labels
from events.panel.prospects import Prospect, prospect
from events.panel.states import panel_for

__all__ = [
    "LINK_OPENS_BEFORE",
    "Action",
    "Panel",
    "Prospect",
    "Standing",
    "clash_text",
    "guests_labels",
    "panel_for",
    "prospect",
]
