"""Work that students hand in here: written, taken back, read by who scores it (STU-02)."""
