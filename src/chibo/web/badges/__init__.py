"""Badges: lists of a round, a member's badges."""
