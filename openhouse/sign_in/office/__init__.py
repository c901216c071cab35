"""The help desk and the counter."""
