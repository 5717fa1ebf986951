"""Posts in and outside the Party: who holds which, since when."""
