"""What is refused about duplicates."""

from chibo.core.errors import Refused


class CannotMerge(Refused):
    """The two records hold something that cannot both belong to one person."""

    code = "cannot_merge"


class NeedsChoice(CannotMerge):
    """Both have what one person has once: somebody has to say which of it is true."""

    code = "needs_choice"

    def __init__(self, label: str, message: str) -> None:
        super().__init__(message)
        self.label = label
        """The table the choice is about, as "posts.post"."""


class CannotUndoMerge(Refused):
    """Something of the merged record was changed since; the sentence names it."""

    code = "cannot_undo_merge"


class BadDecision(Refused):
    """A decision about two people needs its reason."""

    code = "bad_decision"
