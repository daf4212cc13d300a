"""Components: icons, avatars, dates, form layouts, rich text and pictures. No models, no views.

Imports no other app of ours. Pages use it through ``{% load ui %}``.
"""
