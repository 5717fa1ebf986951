"""Party dues: a cell's month, what a body sees of its cells, one's own."""
