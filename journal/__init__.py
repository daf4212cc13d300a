"""The Journal: what the community publishes, four times a year.

Words: an *issue* (numéro) is prepared, then published in one act with all its articles; an *article* belongs to a
*section* (rubrique) and moves from draft to accepted, each passage kept as a *step*; the *board* (rédaction) is where
the editorial committee works. Issues and articles are read through ``visible_to(member)`` only.

May import ``members``, ``mailing`` and ``ui``; knows nothing of ``events``.
"""
