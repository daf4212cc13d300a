"""How often a day one person may cause mail to others, on one screen: app and act -> number.

What is counted are the rows that the acts leave: ``mailing/limits.py`` reads ``settings.LIMITS``. An act that the rules
allow once, such as publishing an issue or accepting a request, needs no line.
"""

LIMITS = {
    # A member, to both boxes together.
    "contact.letters": 10,
    # Visitors who come from one address of the network, then all of them together: an office shares one address.
    "contact.origin": 5,
    "contact.visitors": 50,
    # One person of the core-team or of the committee.
    "contact.answers": 100,
    # Messages of a host to who takes part, over all events.
    "events.notes": 10,
    # Additions, removals and moves by hand of one person: the full list of a large event, twice.
    "events.by_hand": 200,
    # News of one event to one person, when its title, time, place, link or hosts change.
    "events.changes": 10,
    # Texts of one person, each of which writes to the whole committee.
    "journal.texts": 5,
    # One person at one event: each return may move others up, and each late leaving is told to the hosts.
    "events.registrations": 6,
}
