"""Draft rules over today's records: who would be affected. Nothing here writes."""
