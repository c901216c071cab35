"""Notes of families: a child will be away, late, or leave early; and what the office says."""
