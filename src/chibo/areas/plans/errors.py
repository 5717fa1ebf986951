"""What this area refuses."""

from chibo.core.errors import Refused


class BadPlan(Refused):
    """The plan lacks something, or a line of it contradicts itself."""

    code = "bad_plan"


class PlanNotOpen(Refused):
    """The plan stands where this cannot be done to it."""

    code = "plan_not_open"


class PlanDoesNotFit(Refused):
    """What is on record is no longer what the plan was looked at with."""

    code = "plan_does_not_fit"


class NotTheSamePerson(Refused):
    """Who drafted a plan does not approve it."""

    code = "not_the_same_person"
