"""The calendar of a family: a month of all children, or of one (SCH-06)."""
