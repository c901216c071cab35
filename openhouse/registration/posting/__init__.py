"""Writing what an office took of an application into the records, and taking it back."""
