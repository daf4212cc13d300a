"""What a person types about events: an event itself, short acts, the filters of lists."""
