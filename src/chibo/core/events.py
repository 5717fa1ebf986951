"""How a lower area tells the higher ones what it did, without knowing them.

An event is a frozen dataclass of the area that announces it. Those who care subscribe when the
applications are ready (`AppConfig.ready` → `handlers.py`). They are called at once, in the
caller's transaction: when one refuses, nothing of the whole act remains.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

Event = TypeVar("Event")

_handlers: dict[type[Any], list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(event_type: type[Event], handler: Callable[[Event], None]) -> None:
    """Have `handler` called for every event of just this type; twice subscribed counts once."""
    if handler not in _handlers[event_type]:
        _handlers[event_type].append(handler)


def announce(event: object) -> None:
    """Tell everybody who subscribed to this type, in the order in which they did."""
    for handler in tuple(_handlers[type(event)]):
        handler(event)
