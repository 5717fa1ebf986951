"""Personal data: why which of it is kept, what people ask about theirs, and what went wrong."""
