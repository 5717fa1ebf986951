"""Workbooks going out: the export, filled-in examples, and files given back with their problems."""
