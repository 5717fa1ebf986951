"""Keep the state of a release: a small province in its tables, from which upgrades are tried.

    python tools/keep_state.py 0.2.0 "Bản 0.2.0" --today 2026-11-21

Run it with the code of that release. A system of its own is filled with the sample, cut down to
two communes, and with what the sample has none of: telephones, two records made one, a merger
decided, a request about one's data, ways of being told, a PDF that waits, closed periods, a
sealed trail. What pg_dump says of it goes to `tests/upgrades/<name>`, with the last upgrade of
each area. States are never written again: they are what somebody out there has.
"""

import argparse
import hashlib
import lzma
import os
import subprocess
import tempfile
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

KEPT = Path(__file__).parents[1] / "tests" / "upgrades"
COMMUNES = ("99.101", "99.102")
VILLAGES, MEMBERS, SEED = 7, 420, 1945
MERGED, INTO = "99.102.000.000.002", "99.102.000.000.003"
WHY = "a state of the tables is filled for trying upgrades"
AS_IT_IS = ("--schema=public", "--no-owner", "--no-privileges", "--no-comments")


def main() -> None:
    """Fill, dump, write down."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("name", help="of the folder, and of the release")
    options.add_argument("what", help="one sentence")
    options.add_argument("--today", type=date.fromisoformat, required=True)
    chosen = options.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "chibo.config.settings"
    os.environ["CHIBO_TODAY"] = chosen.today.isoformat()
    os.environ.pop("CHIBO_DATABASE_URL", None)
    with tempfile.TemporaryDirectory(prefix="chibo-state-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)  # the server does not run as the one who asks
        os.environ["CHIBO_HOME"] = f"{folder}/home"
        _keep(KEPT / chosen.name, chosen.what, chosen.today)


def upgrades_until(last: dict[str, str]) -> str:
    """SHA-256 of the upgrades of these areas up to these, or of all; KeyError where one is gone."""
    from django.db.migrations.loader import MigrationLoader

    upgrades = MigrationLoader(connection=None, ignore_no_migrations=True).disk_migrations
    told = hashlib.sha256("".join(str(upgrades[each]) for each in sorted(last.items())).encode())
    for area, name in sorted(upgrades):
        module = upgrades[area, name].__module__
        if module.startswith("chibo.") and (not last or name <= last.get(area, "")):
            where = find_spec(module)
            assert where is not None
            assert where.origin is not None
            told.update(Path(where.origin).read_bytes())
    return told.hexdigest()


def _keep(where: Path, what: str, today: date) -> None:
    from chibo.core.embedded import database_in_use

    with database_in_use():
        from chibo.cli.application import application

        with application():
            _fill(today)
            last = _last_upgrades()
        where.mkdir()
        with lzma.open(where / "database.sql.xz", "wb", preset=9) as file:
            file.write(_dumped())
    told = [f'what = "{what}"', f"today = {today}", f'upgrades = "{upgrades_until(last)}"']
    lines = [*told, "", "[last]"]
    lines += [f'{area} = "{name}"' for area, name in last.items()]
    (where / "state.toml").write_text("\n".join([*lines, ""]), encoding="utf-8")


def _fill(today: date) -> None:
    from chibo.areas.access.queries import operator_actor
    from chibo.areas.indicators import actions as indicators
    from chibo.areas.indicators.closing.actions import close_periods
    from chibo.core import clock
    from chibo.core.i18n import in_vietnamese
    from chibo.core.sealing import seal
    from chibo.sample.build import build_sample

    now, operator = clock.now(), operator_actor("chibo")
    _cut_down()
    build_sample(today=today, seed=SEED, now=now)
    with in_vietnamese():
        _give_telephones()
        _make_two_one(operator, now)
        _merge_cells(operator, now)
        _ask_and_wait(operator, now)
    indicators.fold(today=today)
    while close_periods(actor=operator, now=now, today=today):
        pass
    seal(now=now)


def _cut_down() -> None:
    """Two communes of the sample, with few cells."""
    from chibo.sample.words import read_words

    places = read_words("places")
    places["committee"] = [c for c in places["committee"] if c["code"] in COMMUNES]
    cells = 0
    for commune in places["committee"]:
        commune["villages"] = commune["villages"][:VILLAGES]
        told = [c for c in commune["cell"][2:] if c.get("founded") or c.get("was")]
        commune["cell"] = commune["cell"][:2] + told
        for body in commune.get("body", []):
            body["cell"] = body["cell"][:2]
            cells += len(body["cell"])
        cells += len(commune["villages"]) + len(commune["cell"])
    places["total"] = {"cells": cells, "members": MEMBERS}


def _give_telephones() -> None:
    from chibo.areas.members.models import Member

    rows = Member.objects.unscoped(WHY)
    for number, member in enumerate(rows.order_by("pk")[:200]):
        member.phone = f"0912{number:06d}"
        member.save()


def _make_two_one(operator: Any, now: Any) -> None:
    from chibo.areas.members.duplicates import actions
    from chibo.areas.members.duplicates.models import Proposal
    from chibo.areas.members.models import Member, Stay

    rows, stays = Member.objects.unscoped(WHY), Stay.objects.unscoped(WHY)
    kept = next(each for each in rows.order_by("pk") if each.card_number and each.citizen_number)
    gone = rows.get(pk=kept.pk)
    gone.pk, gone.code, gone.citizen_number, gone.phone = None, "GHI-HAI-LAN", None, "0987000001"
    gone._state.adding = True
    gone.save()
    for stay in stays.filter(member=kept):
        stay.pk, stay.member, stay._state.adding = None, gone, True
        stay.save()
    actions.search(now=now)
    proposal = Proposal.objects.unscoped(WHY).get(first_id=kept.pk, second_id=gone.pk)
    actions.merge(
        actor=operator,
        proposal_id=proposal.pk,
        keep_id=kept.pk,
        take=["phone"],
        versions={each.pk: rows.get(pk=each.pk).version for each in (kept, gone)},
        why="Ghi hai lần khi nhập bảng tính",
        now=now,
    )


def _merge_cells(operator: Any, now: Any) -> None:
    from chibo.areas.organisation.actions import Decision, decide
    from chibo.areas.organisation.models import Unit

    units = Unit.objects.unscoped(WHY)
    merged, into = units.get(code=MERGED), units.get(code=INTO)
    decision = Decision(
        kind="merged",
        on=now.date().replace(day=3),
        receivers=(into.pk,),
        decision_number="12-QĐ/ĐU",
    )
    decide(actor=operator, unit_id=merged.pk, decision=decision, version=merged.version, now=now)


def _ask_and_wait(operator: Any, now: Any) -> None:
    """A request about one's data, ways of being told, a paper on its way to PDF."""
    from chibo.areas.access.models import Account
    from chibo.areas.documents.models import PaperPdf
    from chibo.areas.members.models import Member
    from chibo.areas.notices.models import NoticeChoice
    from chibo.areas.privacy.actions.asking import enter_for

    member = Member.objects.unscoped(WHY).order_by("pk")[30]
    enter_for(
        actor=operator,
        member_id=member.pk,
        right="correct",
        wish="Đề nghị sửa số điện thoại.",
        asked_on=now.date(),
        now=now,
    )
    accounts = Account.objects.filter(member__isnull=False).order_by("pk")[:3]
    for number, account in enumerate(accounts):
        NoticeChoice.objects.create(account_id=account.pk, by_sms=True, phone=f"0903{number:06d}")
    PaperPdf.objects.unscoped(WHY).create(
        account_id=accounts[0].pk,
        digest="d" * 64,
        name="Giấy giới thiệu",
        source="Đồng chí mang thẻ đảng số 99000123".encode(),
        asked_at=now,
    )


def _last_upgrades() -> dict[str, str]:
    from django.db.migrations.recorder import MigrationRecorder

    told = MigrationRecorder.Migration.objects.order_by("app", "name").values_list("app", "name")
    ours = {area for area, _name in told if _is_ours(area)}
    return {area: name for area, name in told if area in ours}


def _is_ours(area: str) -> bool:
    from django.apps import apps

    return apps.get_app_config(area).name.startswith("chibo.")


def _dumped() -> bytes:
    from chibo.cli.backups.clients import require_success, start_client

    with tempfile.TemporaryFile() as errors:
        client = start_client("pg_dump", *AS_IT_IS, stdout=subprocess.PIPE, stderr=errors)
        assert client.stdout is not None
        written = client.stdout.read()
        require_success(client, "pg_dump", errors)
    return written


if __name__ == "__main__":
    main()
