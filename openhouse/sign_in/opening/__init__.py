"""Getting an account: asked for, given, opened with a code."""
