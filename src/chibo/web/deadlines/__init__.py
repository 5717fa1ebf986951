"""What is due or overdue at a level; certificates of candidates."""
