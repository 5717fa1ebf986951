"""The month of a cell: preparation, attendance, minutes, votes."""
