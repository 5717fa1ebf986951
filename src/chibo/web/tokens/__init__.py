"""Tokens of one's own programs, and what a program may ask."""
