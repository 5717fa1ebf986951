"""Members of the Party, a companion to the national database."""
