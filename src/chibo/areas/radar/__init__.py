"""Cells that went quiet: rules anybody can read, each hit with its reason. Never a score."""
