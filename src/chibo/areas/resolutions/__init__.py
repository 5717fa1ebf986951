"""What a meeting adopted."""
