"""Pages of what members say before a meeting: absence asked for, papers opened."""
