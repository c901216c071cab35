"""The school's side of registration: the queue, one child's page, and what is decided."""
