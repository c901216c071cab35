"""The contexts of a child's immunizations: the record itself, the family's page, the nurse's."""
