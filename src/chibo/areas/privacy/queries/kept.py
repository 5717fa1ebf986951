"""Everything kept of one member, table by table, as far as the one who looks may see it.

A member sees all that is told to be about them, save what is kept to watch over the watchers. Who
answers for them is shown what their own role shows, and told what is left out: the narrow circles
(suggestions of self-criticism, what was said for an absence) stay narrow.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey, Model, Q
from django.utils import timezone

from chibo.areas.access.wall.rules import rules
from chibo.areas.members.models import Member
from chibo.areas.privacy import permissions
from chibo.areas.privacy.register import TableFields, register
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.periods import FOREVER
from chibo.core.scoped import NOTHING, within_scopes

MOST = 5000
"""Rows of one table in a copy; nobody has so many."""


@dataclass(frozen=True)
class KeptTable:
    """What one table keeps of the member; `is_withheld`: the one who looks may not see it."""

    table: TableFields
    heads: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    is_withheld: bool = False


def may_take_copy(actor: Actor, member: Member) -> bool:
    """Whether it is the actor's own record, or they answer for it."""
    return actor.member_id == member.pk or actor.may(permissions.ANSWER, member.path)


def kept_of(actor: Actor, member: Member) -> list[KeptTable]:
    """All that is kept of the member. One read a table; tables that hold nothing come empty."""
    is_own = actor.member_id == member.pk
    return [
        _kept(actor, member, table, is_own)
        for table in register().tables.values()
        if table.of or table.of_account
    ]


def _kept(actor: Actor, member: Member, table: TableFields, is_own: bool) -> KeptTable:
    model = apps.get_model(table.label)
    called = table.called()
    heads = tuple(called.values())
    if table.of_account and not is_own:
        return KeptTable(table, heads, (), is_withheld=True)
    about = {table.of: member.pk} if table.of else {table.of_account: actor.account_id}
    allowed = Q() if _is_open(model) else _shown(actor, model, is_own)
    if allowed == NOTHING:
        return KeptTable(table, heads, (), is_withheld=True)
    fields = [model._meta.get_field(name) for name in called]
    joined = [each.name for each in fields if isinstance(each, ForeignKey)]
    found = model._base_manager.filter(allowed, **about).select_related(*joined).order_by("pk")
    rows = tuple(tuple(_told(row, each) for each in fields) for row in found[:MOST])
    return KeptTable(table, heads, rows)


def _is_open(model: type[Model]) -> bool:
    rule = rules().get(model._meta.db_table)
    return rule is None or bool(rule.open)


def _shown(actor: Actor, model: type[Model], is_own: bool) -> Q:
    """The rows of a table that the second wall's rule shows the actor."""
    parts = [part for part in _ways(actor, model, is_own) if part != NOTHING]
    return reduce(or_, parts) if parts else NOTHING


def _ways(actor: Actor, model: type[Model], is_own: bool) -> Iterator[Q]:
    rule = rules()[model._meta.db_table]
    for permission, way in rule.see:
        yield within_scopes(actor, permission, way)
    if is_own:
        for way in rule.own:
            yield Q(**{way: actor.member_id})
        for way in rule.own_account:
            yield Q(**{way: actor.account_id})


def _told(row: Model, field: "Field[Any, Any] | Any") -> Any:
    """A value as a sheet shows it: states in words, records by their names."""
    value = getattr(row, field.name)
    if value is None or value in ("", FOREVER):
        return None
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    return _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%d/%m/%Y %H:%M}"
    if isinstance(value, date | int | float):
        return value
    if isinstance(value, bytes | memoryview):
        return _("(tệp)")
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
