"""What people of one server do, in a process of its own; told as JSON."""

import json
import os
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


def pages(*codes: str) -> dict[str, list[int]]:
    """The overview, all figures and one of them."""
    from django.test import Client
    from django.urls import reverse

    from chibo.areas.organisation.models import Unit
    from tests.conftest import signed_in_wholly
    from tests.factories import an_account

    signed_in_wholly()
    units = {unit.code: unit for unit in Unit.objects.unscoped(WHY).filter(code__in=codes)}
    client = Client(SERVER_NAME="localhost")
    client.force_login(an_account("superior", units[codes[0]]))
    found = {}
    for code in codes:
        pk = units[code].pk
        asked = [
            reverse("overview_unit", args=[pk]) + "?thang=2026-05",
            reverse("figures", args=[pk]) + "?ky=2026-05",
            reverse("figure", args=[pk, "members.total"]) + "?ky=2026-05",
        ]
        found[code] = [client.get(address).status_code for address in asked]
    return found


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
    stories: dict[str, Any] = {
        each.__name__: each for each in (above, province, joins, until, pages, chibo)
    }
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        print(json.dumps(stories[name](*arguments)), flush=True)


if __name__ == "__main__":
    main()
