"""What this area refuses."""

from chibo.core.errors import Refused


class BadDraft(Refused):
    """The draft, or a sentence of it, cannot be written as asked."""

    code = "bad_draft"
