"""Every change of the community's life: who joins, who leaves, who holds a role, what the charter says.

Order of locks: the member first (of the technical administration all accounts, by rising number), then appointments,
then the versions of the charter.
"""
