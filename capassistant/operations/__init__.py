"""What runs the portal: the embedded database, ``serve``, health, the demo community.

It sees all apps, and is blind to its neighbours in ``capassistant/``.
"""
