"""Time as the community counts it: Paris, its working days, and how days, hours and numbers are said.

Imports no other app of ours.
"""
