"""The back office: Django's admin with one site for all apps, and what its lists and forms keep to.

Each app registers its own models in its ``admin.py``. Imports ``clock``, ``guards`` and ``statements``.
"""
