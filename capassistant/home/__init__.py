"""The page made of all: home, search, what stands around each page, a few words about the portal.

It composes what the apps contribute, and is blind to its neighbours in ``capassistant/``.
"""
