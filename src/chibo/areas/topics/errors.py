"""What this area refuses."""

from typing import ClassVar

from chibo.core.errors import Refused


class BadTopic(Refused):
    """The plan would contradict itself or what was already done; `field` names where."""

    code = "bad_topic"
    field: ClassVar[str] = ""


class BadMonth(BadTopic):
    """The month cannot be planned."""

    field = "month"


class BadDrafter(BadTopic):
    """The person cannot be given the draft."""

    field = "drafter_id"


class BadFile(BadTopic):
    """The file cannot be kept with a topic."""

    code = "bad_file"
    field = "file"


class BadRemark(BadTopic):
    """The cell cannot say this of the topic."""

    code = "bad_remark"
    field = "text"
