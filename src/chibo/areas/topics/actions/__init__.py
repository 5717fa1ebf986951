"""Planning topics, agreeing to them, and preparing the month's meeting with them."""

from chibo.areas.topics.actions.approving import approve
from chibo.areas.topics.actions.planning import Wanted, change_topic, drop_topic, plan_topic
from chibo.areas.topics.actions.preparing import prepare_month

__all__ = ["Wanted", "approve", "change_topic", "drop_topic", "plan_topic", "prepare_month"]
