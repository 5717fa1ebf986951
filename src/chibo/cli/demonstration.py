"""The demo's data: built once, found again, never put over records that are not the demo's."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from chibo.core import clock
from chibo.core.embedded import current_home, database_url
from chibo.core.embedded.locks import opened
from chibo.core.errors import Refused

EMBEDDED = "embedded"
SEED = 1930
"""The same on every machine: two of them show the same province for the same day."""


class NotADemo(Refused):
    """There are records here that no demo made."""

    code = "not_a_demo"


class DemoInUse(Refused):
    """Somebody is looking at what would be dropped."""

    code = "demo_in_use"


@dataclass(frozen=True)
class LoadedSample:
    """What HOME/demo.json keeps: the day the sample was built for and how to sign in."""

    today: str
    seed: int
    database: str
    accounts: list[dict[str, str]]
    ready: bool


def find_sample() -> LoadedSample | None:
    """The demo's data if they are complete; asks neither Django nor the database."""
    kept = _kept()
    return kept if kept and kept.ready else None


def build_sample_once(*, fresh: bool) -> LoadedSample:
    """Build the demo's data, unless another command just did. Django is set up.

    A build that was cut short is begun again. Raises NotADemo, DemoInUse.
    """
    from chibo.cli.database import is_empty

    home = current_home()
    home.create()
    with opened(home.locks / "demo") as lock:
        lock.take()
        kept = _kept()
        if kept and kept.ready and not fresh:
            return kept
        if kept is None and not is_empty():
            raise NotADemo(
                "Cơ sở dữ liệu này có dữ liệu không phải do “chibo demo” tạo, nên không dựng dữ "
                "liệu mẫu đè lên. Hãy đặt biến CHIBO_HOME là một thư mục khác để chạy thử."
            )
        return _build()


def _build() -> LoadedSample:
    from chibo.cli.database import clear_database, migrate_database, others_connected
    from chibo.sample.build import build_sample

    if others_connected():
        raise DemoInUse(
            "Có lệnh chibo khác đang dùng dữ liệu này. Hãy dừng lệnh đó rồi dựng lại dữ liệu mẫu."
        )
    now = clock.now()
    begun = LoadedSample(now.date().isoformat(), SEED, _database(), [], ready=False)
    _keep(begun)
    click.echo("Đang tạo bảng và dựng một tỉnh mẫu (chỉ lần đầu)…", err=True)
    clear_database()
    migrate_database()
    accounts = build_sample(today=now.date(), seed=SEED, now=now)
    done = LoadedSample(begun.today, SEED, begun.database, [asdict(a) for a in accounts], True)
    _keep(done)
    return done


def _database() -> str:
    """Which database the sample is in: the home's own wherever the home lies, or a server's."""
    return _address() if os.environ.get("CHIBO_DATABASE_URL") else EMBEDDED


def _address() -> str:
    """Where the database in use is reached, without its password."""
    parts = conninfo_to_dict(database_url())
    parts.pop("password", None)
    return make_conninfo("", **parts)


def _marker() -> Path:
    return current_home().folder / "demo.json"


def _kept() -> LoadedSample | None:
    try:
        document: dict[str, Any] = json.loads(_marker().read_text())
        kept = LoadedSample(**document)
    except (FileNotFoundError, ValueError, TypeError):
        return None
    # The first demos wrote down the address of the home's own database too.
    return kept if kept.database in {_database(), _address()} else None


def _keep(sample: LoadedSample) -> None:
    aside = _marker().with_suffix(".json.new")
    aside.unlink(missing_ok=True)
    opened_file = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened_file, "w") as file:
        json.dump(asdict(sample), file, ensure_ascii=False, indent=2)
    aside.replace(_marker())
