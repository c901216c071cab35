"""The calendar feed: what a family's own calendar program reads by a secret address (SCH-07)."""
