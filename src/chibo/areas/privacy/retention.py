"""What is past its time, by rules that are data (retention.toml)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from typing import Any

from django.apps import apps
from django.db.models import DateTimeField, Model, QuerySet

from chibo.core.i18n import _
from chibo.core.models import AuditEvent
from chibo.core.scoped import ScopedQuerySet
from chibo.core.wall import lifted

_WHY = "what is past its time is removed whoever it belongs to"


@dataclass(frozen=True)
class Rule:
    """Rows of a table whose `moment` lies more than `days` ago; `asks`: a person decides.

    `only`: which rows; `told`: of these, those in which this column holds something. `sets`: the
    row stays with these values; `renewed`: not where the trail has this act since.
    """

    code: str
    name_vi: str
    table: str
    moment: str
    days: int
    source_vi: str
    asks: bool = False
    only: Mapping[str, Any] = field(default_factory=dict)
    told: str = ""
    sets: Mapping[str, Any] = field(default_factory=dict)
    renewed: str = ""

    @property
    def name(self) -> str:
        """What it is, in the reader's language."""
        return _(self.name_vi)

    @property
    def source(self) -> str:
        """Who says how long, and why."""
        return _(self.source_vi)

    @property
    def model(self) -> type[Model]:
        """The table's model."""
        return next(each for each in apps.get_models() if each._meta.db_table == self.table)

    def past(self, now: datetime) -> Mapping[str, Any]:
        """The condition of what is past its time; `told` is left to `past_rows`."""
        before: object = now - timedelta(days=self.days)
        if not isinstance(self.model._meta.get_field(self.moment), DateTimeField):
            before = (now - timedelta(days=self.days)).date()
        return {f"{self.moment}__lt": before, **self.only}


@cache
def retention() -> tuple[Rule, ...]:
    """All rules, as declared. Raises ValueError for a table or column there is not."""
    text = resources.files(__package__).joinpath("retention.toml").read_text(encoding="utf-8")
    return tuple(
        Rule(
            code=row["code"],
            name_vi=row["name"],
            table=row["table"],
            moment=row["moment"],
            days=row["days"],
            source_vi=row["source"],
            asks=row.get("how") == "ask",
            only=row.get("only", {}),
            told=row.get("told", ""),
            sets=row.get("set", {}),
            renewed=row.get("renewed", ""),
        )
        for row in tomllib.loads(text)["rule"]
    )


def past_rows(rule: Rule, now: datetime) -> "QuerySet[Any]":
    """All rows past their time by the rule, the oldest first; for jobs and counts."""
    rows = rule.model._default_manager.all()
    if isinstance(rows, ScopedQuerySet):
        rows = rows.unscoped(_WHY)
    return narrowed(rows, rule, now)


def narrowed(rows: "QuerySet[Any]", rule: Rule, now: datetime) -> "QuerySet[Any]":
    """Those of the rows that are past their time, the oldest first."""
    found = rows.filter(**rule.past(now))
    if rule.told:
        found = found.filter(**{f"{rule.told}__isnull": False})
    if rule.renewed:
        found = found.exclude(pk__in=_renewed(rule, now))
    return found.order_by(rule.moment, "pk")


def _renewed(rule: Rule, now: datetime) -> list[int]:
    """The rows of which the trail says that their time began anew."""
    since = now - timedelta(days=rule.days)
    events = AuditEvent.objects.filter(action=rule.renewed, at__gte=since)
    with lifted("when the time of a record began anew, whoever reads the list"):
        targets = list(events.values_list("target", flat=True))
    return [int(target.partition(":")[2]) for target in targets]
