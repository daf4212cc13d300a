"""The house: settings, addresses, roles table, home, search, and what composes the apps.

Nobody imports it; it may import everything.
"""
