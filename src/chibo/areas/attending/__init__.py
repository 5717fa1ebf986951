"""What members say before a meeting: absence asked for, papers opened; gone once it is closed."""
