"""Use cases on plans of reorganisation."""

from chibo.areas.plans.actions.deciding import approve, send_back, submit, withdraw
from chibo.areas.plans.actions.drafting import (
    Heading,
    add_lines,
    change_heading,
    change_line,
    draft,
    remove_lines,
)
from chibo.areas.plans.actions.executing import execute, execute_due
from chibo.areas.plans.actions.taking_back import undo

__all__ = [
    "Heading",
    "add_lines",
    "approve",
    "change_heading",
    "change_line",
    "draft",
    "execute",
    "execute_due",
    "remove_lines",
    "send_back",
    "submit",
    "undo",
    "withdraw",
]
