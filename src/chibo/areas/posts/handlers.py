"""What happens to posts when something happens to units."""

from chibo.areas.members.events import HomesCorrected
from chibo.areas.organisation.events import UnitsEnded, UnitsRevived
from chibo.areas.posts.following import go_along, posts_of_members, posts_through


def follow_ended(event: UnitsEnded) -> None:
    """Posts of units that ended by changes go to their receivers."""
    go_along(posts_through(event.unit_ids))


def return_to_revived(event: UnitsRevived) -> None:
    """Posts are held in units that did not end after all, and nowhere else."""
    go_along(posts_through(event.unit_ids))


def follow_homes(event: HomesCorrected) -> None:
    """Where a unit was split, its posts are held where each holder is at home."""
    go_along(posts_of_members(event.member_ids))
