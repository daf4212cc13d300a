"""The pages of this app, grouped by what they are about."""
