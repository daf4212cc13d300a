"""What each member chose to receive."""

REMINDERS = frozenset({"day"})


def reminders_for(member_ids):
    """When each member wants to be reminded of a date: number -> set of « day » and « hour »."""
    return dict.fromkeys(member_ids, REMINDERS)
