"""Messages: what leaves the house, written with the data and sent after the commit.

Words: a *message* is what an action wants to say; a *delivery* is that message
for one address, unique by its cause. Imports no other app of ours.
"""
