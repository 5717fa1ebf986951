"""Thematic meetings: the cell's plan for a year, quarter by quarter."""
