"""What organisations beside the cell tell it before a meeting, by a link or the secretary."""
