"""What a committee adds to the national rules in its part of the tree."""
