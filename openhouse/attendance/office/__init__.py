"""The attendance office: what is not taken yet, what is not explained yet, what holds."""
