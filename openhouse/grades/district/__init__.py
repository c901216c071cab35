"""What the district decides about marks: scales, and marks made of others."""
