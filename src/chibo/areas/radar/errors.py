"""What this area refuses."""

from chibo.core.errors import Refused


class BadNote(Refused):
    """What a body knows of a hit cannot be kept as written. `field` names the form's field."""

    code = "bad_radar_note"

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class CannotRemind(Refused):
    """Nobody can be told of a hit, or they were told today."""

    code = "cannot_remind"
