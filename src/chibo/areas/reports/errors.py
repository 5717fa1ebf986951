"""What this area refuses."""

from chibo.core.errors import Refused


class CannotIssue(Refused):
    """The record is not ready to become a numbered paper."""

    code = "cannot_issue"


class CannotSubmit(Refused):
    """The report is not complete, or not in a state to be submitted."""

    code = "cannot_submit"


class CannotDecideReport(Refused):
    """The report cannot be accepted or returned now."""

    code = "cannot_decide_report"


class ReportAccepted(Refused):
    """The superior has accepted the report, so what it rests on stays as it is."""

    code = "report_accepted"
