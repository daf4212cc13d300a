"""What the database itself does: it alone counts the places, and it refuses registrations out of place."""

import pgtrigger

REFUSE_UNPUBLISHED = """
    IF EXISTS (
        SELECT 1 FROM new_values n JOIN events_event e ON e.id = n.event_id
        WHERE n.status IN ({statuses}) AND e.state <> 'published' {also}
    ) THEN
        RAISE EXCEPTION 'registration_event_is_published: only published events take registrations'
            USING ERRCODE = 'check_violation';
    END IF;
"""

COUNT = """
    UPDATE events_event e
    SET taken_count = e.taken_count + changes.main, online_taken_count = e.online_taken_count + changes.online
    FROM (
        SELECT event_id, COALESCE(SUM(n) FILTER (WHERE mode = 'main'), 0) AS main,
            COALESCE(SUM(n) FILTER (WHERE mode = 'online'), 0) AS online
        FROM ({parts}) AS parts GROUP BY event_id
    ) AS changes
    WHERE e.id = changes.event_id AND (changes.main <> 0 OR changes.online <> 0);
    RETURN NULL;
"""

ADDED = "SELECT event_id, mode, 1 + guests AS n FROM new_values WHERE status IN ('confirmed', 'offered')"
REMOVED = "SELECT event_id, mode, -1 - guests AS n FROM old_values WHERE status IN ('confirmed', 'offered')"

ONE_SEAT = """
    NEW.one_seat_of_id = (
        SELECT s.id FROM events_event e JOIN events_series s ON s.id = e.series_id AND s.one_seat
        WHERE e.id = NEW.event_id AND e.state <> 'cancelled'
    );
    RETURN NEW;
"""


def counted(*parts: str) -> str:
    return COUNT.format(parts=" UNION ALL ".join(parts))


EVENT_TRIGGERS = [
    pgtrigger.Trigger(
        name="event_count_starts_at_zero",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="NEW.taken_count = 0; NEW.online_taken_count = 0; RETURN NEW;",
    ),
    pgtrigger.Trigger(
        name="event_count_is_the_databases",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "pg_trigger_depth() < 1 AND (NEW.taken_count IS DISTINCT FROM OLD.taken_count"
            " OR NEW.online_taken_count IS DISTINCT FROM OLD.online_taken_count)"
        ),
        func="NEW.taken_count = OLD.taken_count; NEW.online_taken_count = OLD.online_taken_count; RETURN NEW;",
    ),
]

REGISTRATION_TRIGGERS = [
    pgtrigger.Trigger(
        name="registration_one_seat_of",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=ONE_SEAT,
    ),
    pgtrigger.Trigger(
        name="registration_counted_on_insert",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=pgtrigger.Referencing(new="new_values"),
        func=REFUSE_UNPUBLISHED.format(statuses="'confirmed', 'offered', 'waiting'", also="") + counted(ADDED),
    ),
    pgtrigger.Trigger(
        name="registration_counted_on_update",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        referencing=pgtrigger.Referencing(old="old_values", new="new_values"),
        func=REFUSE_UNPUBLISHED.format(
            statuses="'confirmed', 'offered'",
            also="""AND NOT EXISTS (
                SELECT 1 FROM old_values o WHERE o.id = n.id AND o.status IN ('confirmed', 'offered'))""",
        )
        + counted(ADDED, REMOVED),
    ),
    pgtrigger.Trigger(
        name="registration_counted_on_delete",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Delete,
        referencing=pgtrigger.Referencing(old="old_values"),
        func=counted(REMOVED),
    ),
]
