"""Accounts, and who may do what in which part of the tree."""
