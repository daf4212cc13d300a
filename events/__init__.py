"""When we meet: meetings, workshops, talks, registrations, waiting lists and calendar feeds.

Words: an *event* is any « rendez-vous », of one *kind*; a *registration* is one member's place or
rank in line, at most one live a member and an event; a *host* runs the event; a *feed* is a
member's private calendar address. May import ``members``, ``mailing`` and ``ui``; never ``journal``.
"""
