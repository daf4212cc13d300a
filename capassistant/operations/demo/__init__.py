"""The demo community: invented people, three years of events, eight issues of the Journal.

Everything is drawn from one seed and told relative to one moment, so that the same seed at the same
moment gives the same community. The words come from ``capassistant/demo_content``.
Rows go straight to the database in bulk: no e-mail is prepared, its constraints and counters hold all along.
"""
