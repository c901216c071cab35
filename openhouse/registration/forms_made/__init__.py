"""The district makes the form: sections and questions, looked at, published (features.md OLR)."""
