"""Reading and changing single rows the same careful way everywhere."""

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from django.db import models

from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.errors import ChangedMeanwhile, Meanwhile, NotThere
from chibo.core.i18n import _
from chibo.core.scoped import ScopedManager, ScopedQuerySet

M = TypeVar("M", bound=models.Model)
FEW = 3


def get_row(
    rows: "ScopedManager[M] | ScopedQuerySet[M]",
    actor: Actor,
    permission: str | None = None,
    **where: Any,
) -> M:
    """The one row `where` that `actor` may see (or holds `permission` on); NotThere otherwise."""
    every = cast("ScopedQuerySet[M]", rows.all())
    asked = every.visible_to(actor, permission).filter(**where)
    # Which of one row comes first needs no order; an order may ask for tables to be joined.
    found = next(iter(asked.order_by()[:1]), None) if _names_one(where) else asked.first()
    if found is None:
        raise NotThere(_("Không tìm thấy nội dung này, hoặc nội dung nằm ngoài phạm vi phụ trách."))
    return found


def _names_one(where: Mapping[str, Any]) -> bool:
    return "pk" in where or "id" in where


def lock_row(rows: "ScopedManager[M] | ScopedQuerySet[M]", actor: Actor, **where: Any) -> M:
    """Like `get_row`, and held against others until the transaction ends."""
    every = cast("ScopedQuerySet[M]", rows.all())
    return get_row(every.select_for_update(of=("self",)), actor, **where)


def save_next(row: models.Model, after: Mapping[str, object]) -> None:
    """Write `after` on a row that counts its versions, as its next one."""
    for name, value in after.items():
        setattr(row, name, value)
    row.version += 1  # type: ignore[attr-defined]
    row.save()


def only_changed(
    saved: Mapping[str, Any],
    was: Mapping[str, Any] | None,
    typed: Mapping[str, Any],
    target: str = "",
) -> dict[str, Any]:
    """Of `typed` what differs from `was`, which the form was opened with; the rest nobody meant.

    Raises ChangedMeanwhile where somebody else wrote one of those fields otherwise since (`saved`).
    `was` None: not known, then everything typed is meant. `target`: see `require_version`.
    """
    if was is None:
        return dict(typed)
    mine = {name: value for name, value in typed.items() if value != was.get(name, saved[name])}
    if any(saved[name] not in (was.get(name, saved[name]), mine[name]) for name in mine):
        require_version(1, 0, target)
    return mine


def require_version(current: int, seen: int, target: str = "") -> None:
    """Raise ChangedMeanwhile when the record moved on since the person read it.

    `target`: as the trail calls the record; then the refusal says who did what since.
    """
    if current != seen:
        count = min(max(current - seen, 1), FEW)
        events = audit.latest(target, count) if target else []
        raise ChangedMeanwhile(
            _(
                "Người khác vừa lưu nội dung này. Chưa có gì bị ghi đè: hãy xem bản mới, "
                "giữ lại phần cần thiết rồi lưu lại."
            ),
            [
                Meanwhile(event.actor_name, event.at, event.action, event.changes)
                for event in events
            ],
        )
