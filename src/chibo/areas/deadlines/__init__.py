"""What is due or overdue at a level, sorted by what is lost if nobody acts."""
