"""What the district decides about marks: scales, marks made of others, how a new class computes."""
