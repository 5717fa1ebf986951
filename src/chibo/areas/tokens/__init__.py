"""Tokens: what an office's own program shows instead of a person, issued by that person."""
