"""The pages that see all apps, and a few words about the portal."""
