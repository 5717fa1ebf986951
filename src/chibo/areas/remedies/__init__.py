"""Shortcomings of a cell that its yearly review named, and the tasks that put them right."""
