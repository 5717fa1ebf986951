"""Who could read what: every table, every role, every place, against an independent model."""
