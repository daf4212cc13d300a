"""The registration panel: one answer for one member and one event.

Its states share one place and one order: state, sentence, seats, buttons. The template prints;
which state it is and what one may do are decided here.
"""
