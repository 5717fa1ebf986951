"""What this area tells the higher ones."""

from dataclasses import dataclass
from datetime import datetime

from chibo.core.actor import Actor


@dataclass(frozen=True)
class PostsChanged:
    """What is recorded of these posts was corrected, ended, reopened or taken out."""

    post_ids: tuple[int, ...]
    by: Actor
    at: datetime
