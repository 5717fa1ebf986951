"""Recounting cells' months and the sums above them, always whole rows from the records."""
