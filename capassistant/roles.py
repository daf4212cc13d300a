"""Who may do what, on one screen: role -> names of permissions.

``members.backends.RoleBackend`` reads it through ``settings.ROLE_PERMISSIONS``; a
role is held by an appointment in force today, and nothing else gives a right.

The core-team sets the lists that others choose from, sections of the Journal included; issues
and articles in preparation are for the editorial committee alone.
"""

ROLE_PERMISSIONS = {
    "core_team": frozenset(
        {
            "members.view_member",
            "members.change_member",
            "members.invite_member",
            "members.view_appointment",
            "members.add_appointment",
            "members.change_appointment",
            "members.view_charterversion",
            "members.add_charterversion",
            "members.change_charterversion",
            "members.publish_charter",
            "members.view_charteracceptance",
            "members.view_history",
            "members.view_site",
            "members.add_site",
            "members.change_site",
            "members.view_department",
            "members.add_department",
            "members.change_department",
            "members.view_skill",
            "members.add_skill",
            "members.change_skill",
            "groups.view_workinggroup",
            "groups.add_workinggroup",
            "groups.change_workinggroup",
            "journal.view_section",
            "journal.add_section",
            "journal.change_section",
            "events.view_event",
            "events.add_event",
            "events.change_event",
            "events.publish_event",
            "events.view_registration_list",
            "contact.answer_core_team",
            "mailing.view_delivery",
            "mailing.resend_delivery",
            "mailing.view_failingaddress",
            "mailing.change_failingaddress",
        }
    ),
    "editorial": frozenset(
        {
            "journal.add_issue",
            "journal.change_issue",
            "journal.publish_issue",
            "journal.add_article",
            "journal.change_article",
            "journal.review_article",
            "journal.view_draft",
            "contact.answer_editorial",
        }
    ),
    "sponsor": frozenset(),
}
