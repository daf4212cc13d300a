"""Every write of the agenda that touches two rows, tells somebody or needs a lock.

Lock order, the same everywhere: the row of a series whose dates share one seat a person, then the
event's row (several events by rising number; any order under the lock of their series), then its
registrations, then the deliveries. Nobody locks a member here: registering only shares the key of
the member's row, so an action of ``members`` that locks a member must do so with ``no_key=True``.
Places are counted, given and taken back only under the event's lock.
"""
