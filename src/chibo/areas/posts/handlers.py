"""What happens to posts when something happens to units."""

from chibo.areas.members.events import HomesCorrected
from chibo.areas.organisation.events import UnitEnded, UnitRevived
from chibo.areas.posts.following import go_along, posts_of_members, posts_through


def follow_ended(event: UnitEnded) -> None:
    """Posts of a unit that ended by a change go to its receiver."""
    go_along(posts_through(event.unit_id))


def return_to_revived(event: UnitRevived) -> None:
    """Posts are held in a unit that did not end after all, and nowhere else."""
    go_along(posts_through(event.unit_id))


def follow_homes(event: HomesCorrected) -> None:
    """Where a unit was split, its posts are held where each holder is at home."""
    go_along(posts_of_members(event.member_ids))
