"""How long each thing is kept, on one screen: app and thing -> duration, as apps read it in ``settings.RETENTION``.

The CNIL asks that nothing stays longer than its purpose. What an app erases by itself is erased every night.
"""

from datetime import timedelta

RETENTION = {
    # Who asks to join and is not answered may ask again: after that time what was typed is of no use.
    "members.unanswered_request": timedelta(days=30),
    # In case of a question about the refusal.
    "members.refused_request": timedelta(days=30),
    # Its link lives half that time; the core-team may send another one until the name and the address are erased.
    "members.unanswered_invitation": timedelta(days=60),
    # A new address that was not confirmed from both sides is asked for again.
    "members.address_change": timedelta(days=3),
    # To settle what is left of an event: who came, who pays, who must be thanked.
    "events.answers": timedelta(days=60),
    # Allergies and the like serve on the day itself, and to say a word to the place after it.
    "events.delicate_answers": timedelta(days=7),
    # A calendar that is read once a month still learns that an event is called off.
    "events.cancelled_in_feeds": timedelta(days=90),
    # The last two months stay in the calendars of those who look back.
    "events.past_in_feeds": timedelta(days=62),
    # A question may come back after a year; what is written to the core-team is no archive.
    "contact.threads": timedelta(days=365),
    # What a message said, when it could not be delivered, until somebody sends it again.
    "mailing.undelivered_text": timedelta(days=30),
    # Traces of the background tasks, to understand what failed last week.
    "mailing.tasks": timedelta(days=7),
    # The links at the foot of mails, which open one's choices without signing in.
    "mailing.links": timedelta(days=90),
}
