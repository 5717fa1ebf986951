"""Periods that are over are closed and sealed by the calendar; what changes later is restated."""
