"""How long a certificate of the class for candidates is valid. Pure."""

from datetime import date

from chibo.areas.badges.rules import plus_months
from chibo.regulations.members import MemberRules


def certificate_end(issued_on: date, rules: MemberRules) -> date:
    """The day its validity ends (HD 38-HD/BTCTW: 60 months)."""
    return plus_months(issued_on, rules.certificate_months.value)
