"""Every endpoint of the API asked by programs of everybody, with what lies everywhere.

A program reads no more than its person's roles of today show: nothing of the past, nothing that is
theirs only because it is about them. Told anew below, from roles.toml alone.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.test import RequestFactory

from chibo.api.door import _of as past_the_door
from chibo.areas.exchange.models import ImportBatch
from chibo.areas.reports.models import MonthlyReport
from chibo.areas.tokens.models import Token
from chibo.areas.tokens.using import Caller
from chibo.core.clock import ZONE
from tests.probes.model import ROLES, Person, place_lies_below
from tests.probes.test_rows import actor_of_person
from tests.probes.world import World, read_marks

CELLS = {"own": "own", "child": "gone", "parent": "near", "sibling": "sibling", "far": "far cell"}
BODIES = {"own": "near", "child": "own", "parent": "top", "sibling": "far", "far": "far cell"}
READS = {
    "": "units.view",
    "/members": "members.view",
    "/meetings?from=2025-01-01&to=2026-12-31": "meetings.view",
    "/figures?from=2026-01&to=2026-02&children=true": "overview.view",
    "/reports": "reports.decide",
    "/reports?state=late&month=2026-01": "reports.view",
}
"""What is asked about a unit, by the permission that shows it."""
SHOWN = {"members_member": "members.view", "meetings_meeting": "meetings.view"}
"""By which permission a program is shown a row whose words it is told."""
_WHY = "what a program that was refused may not have changed"
_FACTORY = RequestFactory()


def holds(who: Person, permission: str, place: str) -> bool:
    """Whether a role of today lets the person do this at the place."""
    return any(
        permission in ROLES[role]["permissions"]
        and (held_at == place or (ROLES[role]["below"] and place_lies_below(place, held_at)))
        for role, held_at in who.roles
    )


def around(role: str) -> dict[str, str]:
    """Places by how they lie to where the role is held."""
    return CELLS if ROLES[role]["kinds"] == "cell" else BODIES


@dataclass
class Asked:
    """What came of the calls."""

    calls: int = 0
    refused: int = 0
    leaks: list[str] = field(default_factory=list)


class Program:
    """One person's program at the door, with a token that may do all the person may."""

    def __init__(self, person: Person, world: World, found: Asked) -> None:
        account: Any = world.rows["access_account", person.member_of or "office"]
        actor = replace(actor_of_person(person, world), past=(), member_id=None, via="api")
        token = Token.objects.create(
            account=account,
            name="Phần mềm",
            purpose="Thử",
            mark=uuid4().hex,
            writes=True,
            grants=[],
            issued_at=datetime(2026, 1, 10, tzinfo=ZONE),
            ends_before=date(2027, 1, 1),
        )
        self.caller = Caller(token, replace(actor, account_id=account.pk))
        self.person, self.world, self.found = person, world, found
        self.places = {unit.code: place for place, unit in world.units.items()}
        self.reports = world.of("reports_monthlyreport")

    def ask_everything(self, place: str, *, filtered: bool = True) -> None:
        """Each endpoint and method about what lies at the place; what they do is undone."""
        code = self.world.units[place].code
        for address, permission in READS.items():
            said = self._get(f"units/{code}{address}", place)
            if filtered and said is not None:
                self._look(said, permission, f"{address} {place}")
        said = self._get("units", place)
        if filtered and said is not None:
            self._look(said, "units.view", "the tree")
        batch: Any = self.world.rows["exchange_importbatch", place]
        if self._get(f"imports/{batch.pk}", place) is not None:
            own = batch.account_id == self.caller.token.account_id
            if not own and not holds(self.person, "imports.take", place):
                self._leak(f"import at {place}")
        for sent in self._sendings(place, code):
            self._post(*sent, place)

    def _sendings(self, place: str, code: str) -> Iterator[tuple[str, dict[str, Any]]]:
        report: Any = self.world.rows["reports_monthlyreport", place]
        sheets = {"Đảng viên": [{"Mã đảng viên": "X"}]}
        yield "imports/sheets", {"unit": code, "dry_run": True, "sheets": sheets}
        yield "reports/decisions", {"accept": [report.pk]}
        yield "reports/decisions", {"return": [{"report": report.pk, "reason": "x"}]}

    def _get(self, address: str, place: str) -> Any:
        return self._answered(_FACTORY.get(f"/api/v1/{address}"), place)

    def _post(self, address: str, sent: dict[str, Any], place: str) -> None:
        request = _FACTORY.post(
            f"/api/v1/{address}",
            json.dumps(sent),
            content_type="application/json",
            headers={"Idempotency-Key": str(uuid4())},
        )
        before = transaction.savepoint()
        reports, batches = self._kept()
        self._answered(request, place)
        reports_now, batches_now = self._kept()
        if reports_now != reports and not holds(self.person, "reports.decide", place):
            self._leak(f"{address} decided a report at {place}")
        if batches_now != batches and not holds(self.person, "imports.take", place):
            self._leak(f"{address} took an import at {place}")
        transaction.savepoint_rollback(before)

    def _kept(self) -> tuple[dict[int, str], int]:
        rows = MonthlyReport.objects.unscoped(_WHY).values_list("pk", "state")
        return dict(rows), ImportBatch.objects.unscoped(_WHY).count()

    def _answered(self, request: Any, place: str) -> Any:
        """What was told; None where it was refused."""
        self.found.calls += 1
        answer = past_the_door(self.caller, request)
        if answer.status_code >= 500:
            self._leak(f"{request.path} {place}: {answer.status_code}")
        if answer.status_code >= 400:
            self.found.refused += 1
            return None
        text = answer.content.decode()  # type: ignore[attr-defined]
        for table, at in read_marks(text):
            if table in SHOWN and not holds(self.person, SHOWN[table], at):
                self._leak(f"{request.path}: {table} @ {at}")
        said = json.loads(text)
        self._look_at_reports(said, request.path)
        return said

    def _look_at_reports(self, said: Any, path: str) -> None:
        for row in said.get("items", ()):
            at = self.reports.get(row.get("report") or 0)
            if at is not None and not holds(self.person, "reports.view", at):
                self._leak(f"{path}: a report @ {at}")

    def _look(self, said: Any, permission: str, asked: str) -> None:
        """Units named as the subject lie where the permission is held."""
        items = said.get("items", [said])
        named = [each.get("unit") or each.get("cell") or each.get("code") for each in items]
        for code in [*named, *said.get("children", ())]:
            at = self.places.get(code if isinstance(code, str) else code["unit"])
            if at is not None and not holds(self.person, permission, at):
                self._leak(f"{asked}: {at} by {permission}")

    def _leak(self, told: str) -> None:
        self.found.leaks.append(f"{self.person} {told}")
