"""Taking the roll: a teacher's classes of today, and who is there."""
