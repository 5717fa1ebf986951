"""Reading and choosing; sending what waits; looking for what is due. Each in one transaction."""

from chibo.areas.notices.actions.own import Ways, choose, read, read_all
from chibo.areas.notices.actions.reminding import remind
from chibo.areas.notices.actions.sending import send_waiting

__all__ = ["Ways", "choose", "read", "read_all", "remind", "send_waiting"]
