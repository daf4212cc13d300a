"""The pages of the Journal, by what they are about: some are read by all, others belong to the board."""
