"""Who carries the community can be written to: two boxes, a thread a question, answers by mail.

Words: a *box* is read by all who hold its role; a *thread* is what one person writes about one thing; a *letter* is
one message of it. Imports members and what lies below.
"""
