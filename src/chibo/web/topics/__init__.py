"""Pages of thematic meetings: a cell's plan of a year, and what a committee sees of all plans."""
