"""Pages from a streaming replica: never older than promised, never without what one just wrote."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from chibo.core.replica import Horizon, position
from tests.beyond.servers import Server, own_server, replica_of
from tests.homes import ground

__all__ = ["ground"]

pytestmark = pytest.mark.once


@pytest.fixture
def servers(ground: Path) -> Iterator[tuple[Server, Server]]:
    primary = own_server(ground / "primary")
    replica = replica_of(primary, ground / "replica")
    yield primary, replica
    replica.kill()
    primary.kill()


def test_figures_come_from_the_replica_as_long_as_it_is_near_enough(
    servers: tuple[Server, Server],
) -> None:
    primary, replica = servers
    environment = {
        **os.environ,
        "CHIBO_DATABASE_URL": primary.url,
        "CHIBO_REPLICA_URL": replica.url,
        "CHIBO_REPLICA_LAG": "1.5",
        "CHIBO_TODAY": "2026-06-15",
        "CHIBO_JOBS": "inline",
    }
    command = [sys.executable, "-m", "tests.beyond.reading"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "quiet": "replica",
        "within the lag": "replica",
        "after writing": "primary",
        "too late": "primary",
        "caught up": "replica",
        "writer again": "replica",
        "workbook": [200, "primary"],  # that somebody took it is written down
        "refusal": 404,
        "connection lost": "primary",
        "connected again": "replica",
    }


def test_a_horizon_is_what_was_written_when_the_lag_began() -> None:
    clock, written = [0.0], [100]
    horizon = Horizon(2.0, lambda: written[0], lambda: clock[0])
    assert horizon.position() == 100
    later = ((0.2, 150, 100), (1.0, 200, 100), (2.0, 300, 100), (2.9, 400, 200), (9.0, 900, 900))
    for moment, stood, needed in later:
        clock[0], written[0] = moment, stood
        assert horizon.position() == needed, moment


def test_positions_are_numbers_of_bytes() -> None:
    assert position("0/16B3748") == 0x16B3748
    assert position("16/B374D848") == (0x16 << 32) + 0xB374D848
