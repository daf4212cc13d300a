"""Time as the community counts it: Paris, its working days, and how days and hours are said.

Imports no other app of ours.
"""
