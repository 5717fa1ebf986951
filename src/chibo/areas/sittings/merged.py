"""When two records of one person become one."""

from chibo.areas.members.duplicates.events import MembersMerged
from chibo.areas.sittings.models import Suggestion


def follow(event: MembersMerged) -> None:
    """What was put to the person stays with them, under the record that is kept."""
    rows = Suggestion.objects.unscoped("one person recorded twice")
    rows.filter(concerns=event.gone_id).update(concerns=event.kept_id)
