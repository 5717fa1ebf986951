"""Keeping dues: rates, the month's sheet, payments, closing, what a body lays down."""

from chibo.areas.dues.actions.books import (
    bring_up_to_date,
    close_month,
    hand_over,
    open_month,
    reopen_month,
)
from chibo.areas.dues.actions.paying import (
    Payment,
    correct_payment,
    pay,
    pay_all,
    take_back_payment,
)
from chibo.areas.dues.actions.rates import Rate, set_rate
from chibo.areas.dues.actions.settling import Laid, lay_down

__all__ = [
    "Laid",
    "Payment",
    "Rate",
    "bring_up_to_date",
    "close_month",
    "correct_payment",
    "hand_over",
    "lay_down",
    "open_month",
    "pay",
    "pay_all",
    "reopen_month",
    "set_rate",
    "take_back_payment",
]
