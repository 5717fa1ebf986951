"""What all commands share: refusals become exit code 1, kinds of parameters, JSON output."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from chibo.core.errors import Refused

if TYPE_CHECKING:
    from chibo.core.periods import Month

REFUSED = 1


class ChiboCommand(click.Command):
    """A command: 0 done · 1 refused, with a Vietnamese sentence on stderr · 2 wrong usage."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Refused as refused:
            click.echo(str(refused), err=True)
            if ctx.params.get("as_json"):
                print_json({"error": {"code": refused.code, "message": str(refused)}})
            ctx.exit(REFUSED)


def command(name: str, short_help: str) -> Callable[[Callable[..., Any]], click.Command]:
    """Declare a sub-command of `chibo`; the docstring is its full help."""
    return click.command(name, cls=ChiboCommand, short_help=short_help)


def json_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--json`: exactly one JSON document on standard output."""
    text = "In đúng một tài liệu JSON ra đầu ra chuẩn."
    return click.option("--json", "as_json", is_flag=True, help=text)(function)


def print_json(document: object) -> None:
    """Print the one document; figures stay numbers."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


class DayType(click.ParamType[date]):
    """A day, `2026-11-20` or `20/11/2026`."""

    name = "ngày"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        local = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", value)
        try:
            if local:
                return date(int(local[3]), int(local[2]), int(local[1]))
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}” không phải là ngày. Viết như 2026-11-20 hoặc 20/11/2026.")


class MonthType(click.ParamType["Month"]):
    """A month, `2026-11`."""

    name = "tháng"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> "Month":
        from chibo.core.periods import Month

        if isinstance(value, Month):
            return value
        try:
            return Month.parse(value)
        except ValueError:
            self.fail(f"“{value}” không phải là tháng. Viết như 2026-11.")


class MomentType(click.ParamType[datetime]):
    """A moment in Vietnam, `2026-11-21 14:05` or with seconds."""

    name = "thời điểm"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        from chibo.core.clock import ZONE

        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}” không phải là thời điểm. Viết như “2026-11-21 14:05”.")
        return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)


DAY = DayType()
MOMENT = MomentType()
MONTH = MonthType()
