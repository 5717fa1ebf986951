"""Handing out papers: as Word file, as PDF, as a page to print."""
