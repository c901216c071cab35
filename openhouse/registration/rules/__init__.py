"""What registration knows of forms, answers and people, without Django."""
