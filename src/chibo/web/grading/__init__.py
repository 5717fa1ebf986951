"""Pages of the superior's grading: sheets in turn, comparison, second looks."""
