"""The radar of quiet cells."""
