"""What this area refuses."""

from chibo.core.errors import Refused


class BadPlace(Refused):
    """The register would contradict itself, or the unit keeps none."""

    code = "bad_place"
