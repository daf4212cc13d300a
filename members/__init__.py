"""Who we are: accounts, profiles, skills, appointments and the charter.

Words: a *member* is a person and an account at once; an *appointment* gives a
member a role from a day to a day; the *charter* has numbered versions that
members accept. May import ``mailing`` and ``ui``, nothing else of ours.
"""
