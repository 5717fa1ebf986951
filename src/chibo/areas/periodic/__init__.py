"""Periodic reports of bodies: from the records, checked, sent up, returned, accepted and sealed."""
