"""What this area refuses."""

from chibo.core.errors import Refused


class BadPack(Refused):
    """The committee's rules contradict themselves, or others of its own."""

    code = "bad_pack"


class CannotAdopt(Refused):
    """The committee's rules may not begin, or end, as asked."""

    code = "cannot_adopt"
