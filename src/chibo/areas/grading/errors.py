"""What this area refuses."""

from chibo.core.errors import Refused


class CannotDraw(Refused):
    """Nothing can be drawn by lot as asked."""

    code = "cannot_draw"
