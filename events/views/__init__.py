"""The pages of the agenda: find, check, form, action, message, redirect."""
