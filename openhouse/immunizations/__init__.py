"""Doses, what of them counts, what is missing, and what the school asks for."""
