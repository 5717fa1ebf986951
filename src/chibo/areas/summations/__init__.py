"""Summations: what came of a directive or resolution over years, across reorganisations."""
