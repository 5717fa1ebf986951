"""What this area refuses."""

from typing import ClassVar

from chibo.core.errors import Refused


class CannotRead(Refused):
    """The file as a whole cannot be read; `repair` says what to do with it."""

    code: ClassVar[str] = "unreadable_file"

    def __init__(self, message: str, repair: str) -> None:
        super().__init__(f"{message} {repair}")
        self.problem = message
        self.repair = repair


class TooLarge(CannotRead):
    """More bytes, sheets, rows or columns than a workbook of the exchange ever has."""

    code = "file_too_large"


class NotAWorkbook(CannotRead):
    """The content is not what the name says."""

    code = "not_a_workbook"


class ZipBomb(CannotRead):
    """The file would unpack to far more than it is."""

    code = "zip_bomb"


class OldFormat(CannotRead):
    """A kind of file this exchange does not take, with the way to turn it into one it takes."""

    code = "old_format"


class LockedByPassword(CannotRead):
    """The workbook opens only with a password."""

    code = "password_protected"


class NotUtf8(CannotRead):
    """The text is in another encoding, so that Vietnamese letters would be spoilt."""

    code = "not_utf8"


class CannotTake(Refused):
    """The import has errors, or its time is over."""

    code = "cannot_take"


class CannotUndo(Refused):
    """Something builds on what the import brought; the sentence names it."""

    code = "cannot_undo"
