"""What people of one server do, in a process of its own; told as JSON."""

import html
import json
import os
import re
import sys
import time
from datetime import date
from typing import Any

TODAY = date(2026, 6, 15)
WHY = "a test looks at everything"
PATIENCE = 20.0


def above() -> str:
    """The unit above all provinces, the first on every server."""
    from tests.factories import a_unit

    return a_unit("Đảng bộ cả nước", kind="tinh_uy", code="CN").code


def province(number: str) -> str:
    """A province with two cells; so many members in each, one met."""
    from chibo.areas.indicators.actions import fold
    from chibo.areas.organisation.models import Unit
    from tests.factories import a_cell, a_commune, a_held_meeting, a_member, a_unit

    country = Unit.objects.unscoped(WHY).get(code="CN")
    code = f"T{number}"
    commune = a_commune(a_unit(f"Tỉnh {number}", parent=country, kind="tinh_uy", code=code))
    cells = [a_cell(commune, code=f"{code}-{n}") for n in (1, 2)]
    for n in range(5 * int(number)):
        a_member(cells[n % 2], joined_on=date(2024, 1, 1))
    for cell in cells[: int(number)]:
        a_held_meeting(cell, date(2026, 5, 5))
    fold(today=TODAY)
    return code


def joins(cell: str) -> str:
    """Somebody is admitted."""
    from chibo.areas.indicators.actions import fold
    from chibo.areas.organisation.models import Unit
    from tests.factories import a_member

    a_member(Unit.objects.unscoped(WHY).get(code=cell), joined_on=date(2026, 6, 1))
    fold(today=TODAY)
    return cell


def until(unit: str, members: str) -> str:
    """What the worker does every ten seconds, until so many members came in."""
    from chibo.areas.access.queries import operator_actor
    from chibo.areas.indicators.actions import fold, verify
    from chibo.areas.indicators.queries import indicator_report
    from chibo.core.errors import Refused
    from chibo.core.periods import Month

    ends, june, found = time.monotonic() + PATIENCE, Month(2026, 6), None
    while time.monotonic() < ends:
        fold(today=TODAY)
        try:
            report = indicator_report(
                actor=operator_actor("test"),
                unit_code=unit,
                start=june,
                end=june,
                children=False,
                structure="then",
                today=TODAY,
            )
        except Refused:  # nothing has come in yet
            time.sleep(0.1)
            continue
        found = report["indicators"]["members.total"]["value"]
        if found == int(members) and not verify(today=TODAY):
            return "folded"
        time.sleep(0.1)
    return f"{found} members"


def _visitor(code: str) -> Any:
    """Somebody who looks at everything at and below the unit, in a browser of theirs."""
    from django.test import Client

    from chibo.areas.access.models import Account
    from chibo.areas.organisation.models import Unit
    from tests.conftest import signed_in_wholly
    from tests.factories import an_account

    signed_in_wholly()
    unit = Unit.objects.unscoped(WHY).get(code=code)
    known = Account.objects.filter(username=f"xem-{code}").first()
    client = Client(SERVER_NAME="localhost")
    client.force_login(known or an_account("superior", unit, username=f"xem-{code}"))
    return client


def _main(answer: Any) -> str:
    """What a page says, without its frame, addresses and marks."""
    text = answer.content.decode()
    text = text.partition('id="noi-dung"')[2].partition(">")[2].partition("</main>")[0] or text
    text = re.sub(r"<(script|style|nav|form).*?</\1>", " ", text, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def says(above: str, *codes: str) -> dict[str, Any]:
    """The overview, all figures, some of them and their course, as they read; by unit."""
    from django.urls import reverse

    from chibo.areas.organisation.models import Unit

    client, found = _visitor(above), {}
    for unit in Unit.objects.unscoped(WHY).filter(code__in=codes):
        asked = {
            "overview": reverse("overview_unit", args=[unit.pk]) + "?thang=2026-05",
            "figures": reverse("figures", args=[unit.pk]) + "?ky=2026-05",
            "quarter": reverse("figures", args=[unit.pk]) + "?ky=2026-Q1",
            **{
                code: reverse("figure", args=[unit.pk, code]) + "?ky=2026-05"
                for code in ("members.total", "meetings.even_rate", "units.cells")
            },
            "courses": reverse("overview_courses", args=[unit.pk]) + "?ky=2026-05",
        }
        found[unit.code] = {name: _main(client.get(address)) for name, address in asked.items()}
    return found


def sets_and_closes(code: str) -> str:
    """A year's target for the unit, and what is over is closed."""
    from chibo.areas.access.queries import operator_actor
    from chibo.areas.indicators.closing.actions import close_periods
    from chibo.areas.organisation.models import Unit
    from chibo.core import clock
    from tests.factories import a_target

    a_target(Unit.objects.unscoped(WHY).get(code=code), 10, year=2026)
    while close_periods(actor=operator_actor("test"), now=clock.now(), today=TODAY):
        pass
    return code


def targets(above: str, code: str) -> dict[str, str]:
    """What pages say of the unit's targets, and of a month that was closed."""
    from django.urls import reverse

    from chibo.areas.organisation.models import Unit

    client, unit = _visitor(above), Unit.objects.unscoped(WHY).get(code=code)
    asked = {
        "targets": reverse("unit_targets", args=[unit.pk]) + "?nam=2026",
        "part": reverse("overview_targets", args=[unit.pk]),
        "rate": reverse("figure", args=[unit.pk, "members.admitted_rate"]) + "?ky=2026",
        "closed": reverse("figure", args=[unit.pk, "members.total"]) + "?ky=2026-05",
    }
    return {name: _main(client.get(address)) for name, address in asked.items()}


def elsewhere(code: str) -> dict[str, Any]:
    """Pages that are made of records: how they answer and what they say."""
    from django.urls import reverse

    from chibo.areas.organisation.models import Unit

    client, pk = _visitor(code), Unit.objects.unscoped(WHY).get(code=code).pk
    names = ("unit_classes", "places", "unit_radar", "periodic_reports", "members")
    found = {}
    for name in names:
        answer = client.get(reverse(name, args=[pk]))
        found[name] = [answer.status_code, _main(answer)]
    return found


def sheets(code: str) -> list[str]:
    """What stands in the cells of the unit's sheets of a year."""
    from chibo.areas.access.queries import operator_actor
    from chibo.areas.organisation.models import Unit
    from chibo.areas.statistics.queries import book

    unit = Unit.objects.unscoped(WHY).get(code=code)
    actor = operator_actor("test")
    found = book(actor=actor, unit=unit, period="half", year=2026, today=TODAY)
    cells = [cell for each in found.sheets for line in each.lines for cell in line.cells]
    return sorted({cell.text for cell in cells})


def chibo(*arguments: str) -> list[Any]:
    """A command, as from the shell: how it ended and what it said."""
    from click.testing import CliRunner

    from chibo.cli.main import chibo as command

    done = CliRunner().invoke(command, arguments, prog_name="chibo")
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return [done.exit_code, done.stdout, done.stderr]


def main() -> None:
    """`python -m tests.beyond.offices`: a story with its arguments a line, its answer a line."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "chibo.config.settings"
    import django

    django.setup()
    told = (above, province, joins, until, says, sets_and_closes, targets, elsewhere, sheets, chibo)
    stories: dict[str, Any] = {each.__name__: each for each in told}
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        print(json.dumps(stories[name](*arguments)), flush=True)


if __name__ == "__main__":
    main()
