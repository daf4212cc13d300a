"""Every write of the Journal that touches two rows, sends a message or needs a lock.

Lock order: the issue, then the article, then its pictures. Whatever changes an article of an issue holds the lock of
the issue, so that an issue is published with exactly what was read as ready.
"""
