"""The nurse's own records of a student, and what her family sees of them (decision 0057)."""
