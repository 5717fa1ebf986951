"""What this area refuses."""

from chibo.core.errors import Refused


class BadTask(Refused):
    """The task cannot be given or ended as asked."""

    code = "bad_task"
