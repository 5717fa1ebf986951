"""What this area refuses."""

from chibo.core.errors import Refused


class BadOverseeing(Refused):
    """The assignment would contradict itself or another one."""

    code = "bad_overseeing"
