"""What this area refuses."""

from chibo.core.errors import Refused


class BadRate(Refused):
    """The member's group, amount or relief cannot stand as asked."""

    code = "bad_dues_rate"


class BadPayment(Refused):
    """The payment cannot be recorded as asked."""

    code = "bad_dues_payment"


class MonthClosed(Refused):
    """The book of the month is closed, or cannot be closed or opened as asked."""

    code = "dues_month_closed"


class BadSetting(Refused):
    """The region or the shares cannot stand as asked."""

    code = "bad_dues_setting"
