"""What must be true of the places of one event, read again and again while others write."""

import threading
from collections import Counter

import psycopg

PAUSE = 0.1
LOOK = """
WITH rows AS (SELECT * FROM events_registration WHERE event_id = %(event)s),
seated AS (SELECT * FROM rows WHERE status IN ('confirmed', 'offered')),
head AS (SELECT queued_at, id FROM rows WHERE status = 'waiting' ORDER BY queued_at, id LIMIT 1),
told AS (
    SELECT substring(key FROM '-([0-9]+)$') AS row, count(*) AS times FROM mailing_delivery
    WHERE key ~ '^(registered|promoted)-[0-9]+$' GROUP BY 1
)
SELECT
    (SELECT coalesce(sum(1 + guests), 0) FROM seated) > e.seats AS "more places than seats",
    (SELECT coalesce(sum(1 + guests), 0) FROM seated) <> e.taken_count AS "a count that is not the rows'",
    e.taken_count < e.seats AND EXISTS (SELECT 1 FROM head) AS "a free place while people wait",
    EXISTS (SELECT 1 FROM seated s, head h WHERE (h.queued_at, h.id) < (s.queued_at, s.id))
        AS "somebody served before the head of the line",
    EXISTS (SELECT 1 FROM rows WHERE status <> 'cancelled' GROUP BY member_id HAVING count(*) > 1)
        AS "two live registrations of one person",
    EXISTS (SELECT 1 FROM told WHERE times > 1) AS "a place announced twice",
    EXISTS (SELECT 1 FROM mailing_delivery GROUP BY key HAVING count(*) > 1) AS "a cause with two messages"
FROM events_event e WHERE e.id = %(event)s
"""


class Checker(threading.Thread):
    """Looks every 100 ms, each time at one instant of the database; counts looks and what was wrong."""

    def __init__(self, url, event):
        super().__init__(daemon=True)
        self.url, self.event = url, event
        self.looks, self.missed, self.wrong = 0, 0, Counter()
        self.finished = threading.Event()

    def run(self):
        while not self.finished.wait(PAUSE):
            try:
                with psycopg.connect(self.url, autocommit=True) as connection:
                    while not self.finished.wait(PAUSE):
                        self.look(connection)
            except psycopg.OperationalError:
                self.missed += 1

    def look(self, connection):
        cursor = connection.execute(LOOK, {"event": self.event})
        self.wrong.update(
            column.name for column, is_so in zip(cursor.description, cursor.fetchone(), strict=True) if is_so
        )
        self.looks += 1

    def end(self):
        self.finished.set()
        self.join()
        with psycopg.connect(self.url, autocommit=True) as connection:
            self.look(connection)
