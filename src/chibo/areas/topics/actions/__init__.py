"""Planning topics, agreeing to them, preparing the month with them; the library of topics."""

from chibo.areas.topics.actions.approving import approve
from chibo.areas.topics.actions.filing import add_file, remove_file
from chibo.areas.topics.actions.planning import Wanted, change_topic, drop_topic, plan_topic
from chibo.areas.topics.actions.preparing import prepare_month
from chibo.areas.topics.actions.sharing import (
    Offered,
    change_shared,
    return_topic,
    share_topic,
    withdraw_topic,
)
from chibo.areas.topics.actions.taking import take_over, write_remark

__all__ = [
    "Offered",
    "Wanted",
    "add_file",
    "approve",
    "change_shared",
    "change_topic",
    "drop_topic",
    "plan_topic",
    "prepare_month",
    "remove_file",
    "return_topic",
    "share_topic",
    "take_over",
    "withdraw_topic",
    "write_remark",
]
