"""`chibo indicators`."""

from typing import TYPE_CHECKING, Any

import click

from chibo.cli.application import application
from chibo.cli.command import MONTH, command, json_option, print_json

if TYPE_CHECKING:
    from chibo.core.periods import Month


@command("indicators", "Tính các chỉ số.")
@click.option("--unit", "unit_code", required=True, metavar="CODE", help="Mã đơn vị.")
@click.option("--from", "start", required=True, type=MONTH, metavar="YYYY-MM", help="Từ tháng.")
@click.option("--to", "end", required=True, type=MONTH, metavar="YYYY-MM", help="Đến hết tháng.")
@click.option("--children", is_flag=True, help="Thêm số liệu của từng đơn vị trực tiếp bên dưới.")
@click.option(
    "--structure",
    type=click.Choice(["then", "now"]),
    default="then",
    show_default=True,
    help="Theo tổ chức lúc đó, hay theo tổ chức hiện nay.",
)
@json_option
def indicators(
    unit_code: str, start: "Month", end: "Month", children: bool, structure: str, as_json: bool
) -> None:
    """Tính các chỉ số của một đơn vị (gồm cả các đơn vị dưới) trong một khoảng tháng."""
    if end < start:
        raise click.UsageError(f"Khoảng tháng ngược: --from {start} sau --to {end}.")
    with application():
        from chibo.areas.access.queries import operator_actor
        from chibo.areas.indicators.closing.queries import restated_report
        from chibo.areas.indicators.queries import indicator_report
        from chibo.core import clock

        actor, today = operator_actor("chibo indicators"), clock.today()
        report = indicator_report(
            actor=actor,
            unit_code=unit_code,
            start=start,
            end=end,
            children=children,
            structure="now" if structure == "now" else "then",
            today=today,
        )
        report["restated"] = restated_report(actor=actor, report=report, today=today)
    if as_json:
        print_json(report)
    else:
        _print_report(report)


def _print_report(report: dict[str, Any]) -> None:
    click.echo(f"{report['name']} ({report['unit']}), {report['from']} – {report['to']}")
    _print_figures(report["indicators"])
    for code, closed in report["restated"].items():
        click.echo(f"  {code}: đã điều chỉnh; số đã chốt: {_shown(closed['value'])}")
    for child in report.get("children", []):
        click.echo(f"\n{child['name']} ({child['unit']})")
        _print_figures(child["indicators"])


def _print_figures(figures: dict[str, dict[str, Any]]) -> None:
    for code, figure in figures.items():
        value = figure["value"]
        shown = "–" if value is None else f"{_shown(value)} {figure.get('unit', '')}".rstrip()
        parts = ""
        if "denominator" in figure:
            parts = f"  ({figure['numerator']}/{figure['denominator']})"
        click.echo(f"  {code:<40} {shown}{parts}")


def _shown(value: int | float | None) -> str:
    from chibo.core.vietnamese import show_number

    return "–" if value is None else show_number(value)
