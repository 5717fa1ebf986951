"""Two provinces on their own servers and a central one: the same pages there, without names."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.beyond.servers import Server, own_server
from tests.homes import ground

__all__ = ["ground"]

pytestmark = pytest.mark.once
FIGURES = ("members.total", "meetings.regular", "meetings.even_rate", "units.cells")
MAY, JUNE = ("--from", "2026-05", "--to", "2026-05"), ("--from", "2026-04", "--to", "2026-06")
HERE = (
    "Máy chủ này chỉ giữ cây tổ chức và số liệu đã tổng hợp; hồ sơ, chỉ tiêu tỉnh đã giao và số đã "
    "chốt ở máy chủ của tỉnh."
)
NO_TARGET = "Chưa giao chỉ tiêu cho mọi năm của kỳ nên không có gì để so."
TARGET_ELSEWHERE = "Chỉ tiêu tỉnh đã giao ở máy chủ của tỉnh nên ở đây không có gì để so."
NO_BURDEN = "chưa có số liệu chưa có số liệu –"
BEHIND = ("members.total", "meetings.even_rate", "units.cells")
LIST = "Các bản ghi được đếm"
PERSONAL = "select count(*) from members_member"


class Office:
    """Commands and pages of one server, in a process of its own."""

    def __init__(self, server: Server, **more: str) -> None:
        self.server = server
        day = {"CHIBO_TODAY": "2026-06-15", "CHIBO_JOBS": "inline"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.beyond.offices"],
            env={**os.environ, "CHIBO_DATABASE_URL": server.url, **day, **more},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def plays(self, story: str, *arguments: str) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps([story, *arguments]), file=self._process.stdin, flush=True)
        return json.loads(self._process.stdout.readline())

    def ends(self) -> None:
        self._process.kill()
        self._process.wait()

    def chibo(self, *arguments: str) -> str:
        code, said, refused = self.plays("chibo", *arguments)
        assert code == 0, said + refused
        return str(said)

    def refuses(self, *arguments: str) -> str:
        code, _said, refused = self.plays("chibo", *arguments)
        assert code == 1
        return str(refused)

    def figures(self, unit: str, *period: str) -> dict[str, Any]:
        told = json.loads(self.chibo("indicators", "--unit", unit, *period, "--json"))
        return {code: told["indicators"][code] for code in FIGURES}


Begin = Callable[..., Office]


@pytest.fixture
def office(ground: Path) -> Iterator[Begin]:
    begun: list[Office] = []

    def begin(name: str, **more: str) -> Office:
        begun.append(Office(own_server(ground / name), **more))
        return begun[-1]

    yield begin
    for each in begun:
        each.ends()
        each.server.kill()


def test_a_country_is_the_sum_of_what_provinces_publish_and_holds_no_name(
    office: Begin,
) -> None:
    provinces = [office(name) for name in ("mot", "hai")]
    centre = office("giua", CHIBO_KEEPS="figures")
    for number, province in enumerate(provinces, 1):
        province.plays("above")
        province.chibo("publish", "--server", str(number))
        province.plays("province", str(number))
    centre.plays("above")
    for number, province in enumerate(provinces, 1):
        centre.chibo("gather", f"tinh{number}", "--from", province.server.url)
    own = [province.figures(f"T{n}", *MAY) for n, province in enumerate(provinces, 1)]
    assert [each["members.total"]["value"] for each in own] == [5, 10]
    assert centre.plays("until", "CN", "15") == "folded"

    assert [centre.figures(f"T{n}", *MAY) for n in (1, 2)] == own
    assert centre.figures("CN", *MAY)["meetings.regular"]["value"] == 3
    assert centre.figures("CN", *JUNE)["units.cells"]["value"] == 4
    assert provinces[1].server.ask(PERSONAL) == [(10,)]
    assert centre.server.ask(PERSONAL) == [(0,)]

    provinces[0].plays("joins", "T1-1")
    assert centre.plays("until", "CN", "16") == "folded"
    assert "tinh1: đang nối" in centre.chibo("gather")
    _pages_say_what_the_province_s_own_say(centre, provinces[1], "T2", "T2-1", "T2-2")
    _what_is_made_of_records_says_where_they_are(centre, provinces[1])
    _targets_and_seals_are_told_at_the_province_only(centre, provinces[1])
    odd = ("--from", "2026-01", "--to", "2026-05")
    assert "máy chủ của tỉnh" in centre.refuses("indicators", "--unit", "CN", *odd)

    centre.chibo("gather", "tinh2", "--stop")
    assert centre.figures("T2", *MAY) == own[1]


def _pages_say_what_the_province_s_own_say(centre: Office, own: Office, *codes: str) -> None:
    """Word for word, but for the names behind a figure and what is counted from records only."""
    there, here = own.plays("says", "T2", *codes), centre.plays("says", "CN", *codes)
    assert there.keys() == here.keys() == set(codes)
    for code in codes:
        for page, told in here[code].items():
            expected = there[code][page]
            for measure in ("trường", "phút"):
                expected = expected.replace(f"0 {measure} 0 không đổi", NO_BURDEN)
            expected = expected.replace(NO_TARGET, TARGET_ELSEWHERE)
            if page in BEHIND:
                assert "Hồ sơ của số này ở máy chủ của tỉnh" in told
                assert "Nguyễn Văn An" not in told
            assert page == "courses" or HERE in told, (code, page)
            assert _figures_of(told) == _figures_of(expected), (code, page)
    assert "10 người" in here["T2"]["members.total"]


def _figures_of(page: str) -> list[str]:
    """What stands above the list of records, without the sentence that names this server."""
    return page.partition(LIST)[0].replace(HERE, "").split()


def _what_is_made_of_records_says_where_they_are(centre: Office, own: Office) -> None:
    for page, (status, told) in centre.plays("elsewhere", "T2").items():
        assert status == 400, page
        assert "Không có số liệu ở đây: trang này lập từ hồ sơ, ở máy chủ của tỉnh." in told, page
    answers = own.plays("elsewhere", "T2")
    assert [status for status, _told in answers.values()] == [200] * len(answers)
    assert centre.plays("sheets", "T2") == ["", "chưa có số liệu"], "never a nought"
    assert "10" in own.plays("sheets", "T2")


def _targets_and_seals_are_told_at_the_province_only(centre: Office, own: Office) -> None:
    own.plays("sets_and_closes", "T2")
    there, here = own.plays("targets", "T2", "T2"), centre.plays("targets", "CN", "T2")
    assert "Chưa giao chỉ tiêu" not in there["targets"]
    assert "0,0%" in there["rate"]
    for page in ("targets", "part"):
        assert "Ở đây chưa giao chỉ tiêu cho năm này; chỉ tiêu tỉnh đã giao" in here[page], page
    assert TARGET_ELSEWHERE in here["rate"]
    assert "chốt ngày" in there["closed"]
    assert "chốt ngày" not in here["closed"]
    assert all(HERE in told for name, told in here.items() if name != "part")
    assert not any("Chưa giao chỉ tiêu" in told for told in here.values())


def test_a_server_that_began_without_its_numbers_is_refused(office: Begin) -> None:
    late = office("muon")
    assert "cấp trên chung" in late.refuses("publish", "--server", "1")
    late.plays("above")
    late.plays("province", "1")
    assert "Đơn vị T1-" in late.refuses("publish", "--server", "1")
    assert "từ 1 đến 36" in late.refuses("publish", "--server", "37")
    assert "CHIBO_KEEPS=figures" in late.refuses("gather", "x", "--from", late.server.url)
