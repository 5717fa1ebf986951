"""Units of the Party and the tree they form."""
