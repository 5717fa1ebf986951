"""What this area refuses."""

from chibo.core.errors import Refused


class NoCommittee(Refused):
    """The cell has no chi ủy on the day."""

    code = "no_committee"


class BadCommitteeMeeting(Refused):
    """The meeting of the chi ủy cannot be written down or closed as it stands."""

    code = "bad_committee_meeting"
