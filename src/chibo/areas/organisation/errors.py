"""What this area refuses."""

from chibo.core.errors import Refused


class BadUnit(Refused):
    """The unit would contradict itself or its neighbours."""

    code = "bad_unit"
