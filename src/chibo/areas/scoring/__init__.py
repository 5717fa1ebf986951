"""Score sheets of a meeting under a published rubric."""
