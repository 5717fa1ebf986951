"""Gathering a draft from the records, and writing its sentences; each in one transaction."""

from chibo.areas.drafts.actions.gathering import gather, look
from chibo.areas.drafts.actions.writing import add, follow_record, leave_out, rewrite

__all__ = ["add", "follow_record", "gather", "leave_out", "look", "rewrite"]
