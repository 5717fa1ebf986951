"""What this area refuses."""

from chibo.core.errors import Refused


class BadFrame(Refused):
    """The frame of a summation would contradict itself. `field` names the form's field."""

    code = "summation_bad_frame"

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class BadText(Refused):
    """A text names a figure that does not exist, or is too long. `field`: the form's field."""

    code = "summation_bad_text"

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class UntrueWords(Refused):
    """A sentence says of a figure what is not so: "hơn 1.000" of 987."""

    code = "summation_untrue_words"


class NotNow(Refused):
    """The summation is not in a state for this step."""

    code = "summation_not_now"
