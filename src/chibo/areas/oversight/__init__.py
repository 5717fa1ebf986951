"""Which committee member follows which unit, since when."""
