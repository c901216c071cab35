"""Rubrics: what a piece of work is scored by, as its teacher makes them and families read them."""
