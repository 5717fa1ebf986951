"""Writing summations: one function a use case."""

from chibo.areas.summations.actions.issuing import issue, reopen, restate
from chibo.areas.summations.actions.noting import note_moves
from chibo.areas.summations.actions.writing import Frame, begin, set_frame, write

__all__ = ["Frame", "begin", "issue", "note_moves", "reopen", "restate", "set_frame", "write"]
