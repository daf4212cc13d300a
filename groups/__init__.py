"""Working groups: what they are for, who leads them, when they are at work."""
