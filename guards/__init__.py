"""What keeps the data right, whichever app it belongs to: refusals told, versions compared, states that follow.

Imports no other app of ours.
"""
