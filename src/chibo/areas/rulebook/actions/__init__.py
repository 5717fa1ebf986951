"""Writing a committee's rules: the document with its days, and the rubrics of a draft."""

from chibo.areas.rulebook.actions.packs import PackDraft, adopt, draft, drop, end, revise
from chibo.areas.rulebook.actions.rubrics import drop_rubric, keep_rubric

__all__ = [
    "PackDraft",
    "adopt",
    "draft",
    "drop",
    "drop_rubric",
    "end",
    "keep_rubric",
    "revise",
]
