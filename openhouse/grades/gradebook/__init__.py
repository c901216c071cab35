"""The teacher's gradebook: what she sees of a section, and how she keeps it."""
