"""Chibo: the working month of grassroots Party organisations."""

__version__ = "0.1.0"
