"""Django's PostgreSQL, with a wall: every statement passes `Wall.before`."""

from collections.abc import Callable
from typing import Any

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that knows for whom it asks."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from chibo.core.wall.standing import Wall

        super().__init__(*args, **kwargs)
        self.wall = Wall(self)
        self.execute_wrappers.insert(0, self._ahead)

    def get_new_connection(self, conn_params: Any) -> Any:
        found = super().get_new_connection(conn_params)
        self.wall.begin()
        return found

    def _ahead(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, more: Any
    ) -> Any:
        self.wall.before(sql)
        return execute(sql, params, many, more)

    def _rollback(self) -> Any:
        self.wall.forget()
        return super()._rollback()  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> None:
        self.wall.forget()
        super()._savepoint_rollback(sid)  # type: ignore[misc]
