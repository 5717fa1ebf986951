"""The chi ủy meets before the cell does: who is expected, what it discusses, what it passes on."""
