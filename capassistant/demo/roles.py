"""Who holds which role today, and who held it since the community began."""
def fill(plan, words, people): pass
