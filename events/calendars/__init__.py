"""iCalendar (RFC 5545) and what makes calendars act on mail (iTIP, RFC 5546): events in, files out.

What does not change gives the same bytes: the stamp is the last change, never the clock. No file
holds another person's name or address; an invitation names its reader alone.
"""
