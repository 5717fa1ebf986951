"""What this area refuses."""

from chibo.core.errors import Refused


class BadUnit(Refused):
    """The unit would contradict itself or its neighbours."""

    code = "bad_unit"


class CannotChangeUnit(Refused):
    """A change of a unit that a regulation, or what is on record, does not allow."""

    code = "cannot_change_unit"


class CannotTakeBack(Refused):
    """Something depends on the change."""

    code = "cannot_take_back"
