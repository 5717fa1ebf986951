"""Reading: in a transaction that cannot write, behind the wall, on one state of the records."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.db import connection, transaction

from chibo.areas.access.wall import reach_of
from chibo.core.wall import behind

V = TypeVar("V", bound=Callable[..., Any])


def reading(view: V) -> V:
    """An endpoint that reads and cannot write, whatever it calls.

    The wall is put up anew inside the transaction, so that what is read there is asked as the one
    who looks and not as an action.
    """

    @wraps(view)
    def within(request: Any, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION READ ONLY")
            with behind(reach_of(request.actor)):
                return view(request, *args, **kwargs)

    within.is_reading = True  # type: ignore[attr-defined]
    return cast(V, within)
