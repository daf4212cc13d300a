"""What people type for the Journal, by what it is about; the wording of what is refused."""
