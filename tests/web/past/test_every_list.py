"""Every list, count and figure on a day that has passed: links keep the day, figures agree."""

import re
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, get_resolver, resolve, reverse

from chibo.areas.indicators.actions import fold
from chibo.areas.indicators.queries import indicator_report
from chibo.areas.posts.models import PostTarget, Term
from chibo.core.periods import Month
from chibo.web.days import TAKES_DAY
from tests.factories import (
    a_cell,
    a_change,
    a_commune,
    a_held_meeting,
    a_member,
    a_place,
    a_post,
    a_province,
    an_actor,
    an_overseer,
)

pytestmark = pytest.mark.django_db
CHANGED = date(2026, 7, 1)
BEFORE, AFTER = "2026-06-30", "2026-07-01"
FRAGMENTS = {"unit_branch", "members_counted", "overview_gaps"}
ASKED = {"search": {"q": "thon"}, "export": {}, "village_cells": {"xem": "chua"}}
SHARE = "secretary_is_village_head_rate"
TABLE = Path(__file__).parents[3] / "docs" / "days.md"


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-21")


def a_term(unit):
    """One that is near its end in the middle of 2026."""
    Term.objects.create(
        unit=unit,
        number=3,
        starts_on=date(2024, 3, 1),
        months=30,
        due_on=date(2026, 9, 1),
        pack_id="organisation-24-2021",
    )


@pytest.fixture
def world():
    """Two communes; a village cell with all that hangs on it goes from the old to the new one."""
    province = a_province()
    old, new = a_commune(province, "Đảng ủy xã Cũ"), a_commune(province, "Đảng ủy xã Mới")
    cell = a_cell(old, "Chi bộ thôn Đông", areas=["Thôn Đông"])
    stays = a_cell(old, "Chi bộ thôn Tây", areas=["Thôn Tây"])
    leader, member = a_member(cell, "Nguyễn Văn An"), a_member(stays, "Trần Thị Bình")
    a_post(leader, "Bí thư")
    a_post(leader, "Trưởng thôn")
    a_post(leader, "Bí thư", stays)
    a_post(member, "Cấp ủy viên", old)
    an_overseer(member, cell, starts_on=date(2026, 1, 1))
    a_place(old, "Thôn Đông", ends_before=CHANGED)
    a_held_meeting(cell, date(2026, 6, 5))
    PostTarget.objects.create(unit=province, share=SHARE, percent=60, by_on=date(2026, 12, 31))
    a_term(cell)
    a_change("moved", cell, CHANGED, new)
    a_change("renamed", cell, CHANGED, new_name="Chi bộ thôn Đông Mới")
    return province, old, new, cell, leader


def _address(name, world):
    province, old, _new, cell, leader = world
    args = {
        "units": [],
        "overview": [],
        "search": [],
        "export": [],
        "member": [leader.pk],
        "overseer": [leader.pk],
        "unit_meetings": [cell.pk],
        "figure": [old.pk, "units.cells"],
        "figure_trend": [old.pk, "units.cells"],
        "post_oddity": [province.pk, "no_secretary"],
    }
    return reverse(name, args=args.get(name, [old.pk]))


def _links(page, address):
    """(url name, the day in it) of every address on a page, its own controls of the day aside."""
    for found in re.findall(r'(?:href|hx-get)="([^"]*)"', page.content.decode()):
        parts = urlsplit(unescape(found))
        if parts.scheme or found.startswith("#"):
            continue
        looked = page.context["looked_at"] if page.context and "looked_at" in page.context else None
        if looked and unescape(found) == looked.today_address:
            continue
        try:
            match = resolve(parts.path or address)
        except Resolver404:
            continue
        yield match.url_name, parse_qs(parts.query).get("ngay", [""])[0], found


@pytest.mark.parametrize("role", ["superior", "clerk"])
def test_on_a_past_day_every_link_to_a_page_that_takes_a_day_keeps_it(sign_in, world, role):
    client = sign_in(role, world[0])
    opened = set()
    for name in sorted(TAKES_DAY):
        address = _address(name, world)
        page = client.get(address, {"ngay": BEFORE, **ASKED.get(name, {})})
        if page.status_code in (403, 404):
            continue
        assert page.status_code == 200, name
        opened.add(name)
        if name != "export":
            assert str(page.context["looked_at"].day) == BEFORE, name
            main = page.content.decode().rpartition("<main")[2].partition("</main")[0]
            assert 'method="post"' not in main, name
        for to, day, found in _links(page, address):
            assert bool(day) == (to in TAKES_DAY), (name, to, day, found)
            assert day in ("", BEFORE), (name, to, day)
    if role == "superior":
        assert opened >= TAKES_DAY - {"export"}
    else:
        assert "export" in opened


def test_the_forms_of_searching_keep_the_day(sign_in, world):
    page = sign_in("superior", world[0]).get(reverse("units"), {"ngay": BEFORE}).content.decode()
    hidden = f'<input type="hidden" name="ngay" value="{BEFORE}">'
    assert page.count(hidden) == 2  # the field above and the palette
    assert f'hx-get="{reverse("search")}?ngay={BEFORE}"' in page
    today = sign_in("superior", world[0]).get(reverse("units")).content.decode()
    assert 'type="hidden" name="ngay"' not in today


def test_a_cell_that_moved_is_under_the_commune_and_the_name_of_the_day(sign_in, world):
    province, old, new, cell, leader = world
    client = sign_in("superior", province)

    def shown(name, body, day, *more, **asked):
        page = client.get(reverse(name, args=[body.pk, *more]), {"ngay": day, **asked})
        return page.content.decode().rpartition("<main")[2].partition("</main")[0]

    pages = (
        ("village_cells", (), {}),
        ("several_posts", (), {}),
        ("terms_ending", (), {}),
        ("post_oddity", ("leader_outside_committee",), {}),
        ("figure", ("units.cells",), {}),
    )
    a_post(a_member(cell), "Chi ủy viên", cell)
    fold(today=date(2026, 11, 21))
    for name, more, asked in pages:
        before, after = shown(name, old, BEFORE, *more, **asked), shown(name, old, AFTER, *more)
        assert "Chi bộ thôn Đông" in before, name
        assert "Đông Mới" not in before, name
        assert "Chi bộ thôn Đông" not in after, name
        assert "Chi bộ thôn Đông Mới" in shown(name, new, AFTER, *more), name
        assert "Chi bộ thôn Đông" not in shown(name, new, BEFORE, *more), name
    page = client.get(reverse("overseer", args=[leader.pk]), {"ngay": BEFORE})
    assert page.context["cell_name"] == "Chi bộ thôn Đông"


def test_who_kept_the_old_commune_counts_what_left_and_names_nobody(sign_in, world):
    _province, old, _new, _cell, _leader = world
    fold(today=date(2026, 11, 21))
    client = sign_in("superior", old)
    for name, more in (
        ("village_cells", ()),
        ("several_posts", ()),
        ("terms_ending", ()),
        ("post_oddity", ("leader_elsewhere",)),
    ):
        page = client.get(reverse(name, args=[old.pk, *more]), {"ngay": BEFORE})
        told = page.content.decode().rpartition("<main")[2]
        assert page.context["elsewhere"] == (0 if more else 1), name
        assert "Chi bộ thôn Đông" not in told, name
        if not more:
            assert "nay thuộc nơi khác nên chỉ đếm" in told, name


def test_figures_on_the_day_are_those_counted_from_the_records(sign_in, world):
    province, old, new, _cell, _leader = world
    fold(today=date(2026, 11, 21))
    client, actor = sign_in("superior", province), an_actor("superior", province)
    for day in (date(2026, 6, 30), date(2026, 7, 1)):
        for body in (province, old, new):
            replayed = indicator_report(
                actor=actor,
                unit_code=body.code,
                start=Month.of(day),
                end=Month.of(day),
                children=False,
                structure="then",
                today=day,
            )["indicators"]
            asked = {"ngay": day.isoformat()}
            unit = client.get(reverse("unit", args=[body.pk]), asked).context
            assert unit["members"] == replayed["members.total"]["value"]
            shares = client.get(reverse("concurrent_posts", args=[body.pk]), asked).context
            for share, _name, _missed, _lists in shares["shares"]:
                figure = replayed[f"posts.{share.code}"]
                assert share.numerator == figure["numerator"], (day, body, share.code)
                assert share.denominator == figure["denominator"], (day, body, share.code)
            cells = client.get(reverse("village_cells", args=[body.pk]), asked).context["page"]
            assert cells.count == replayed["units.cells"]["value"], (day, body)


def test_a_month_opened_from_a_past_day_stays_in_it(sign_in, world):
    province, old, _new, _cell, _leader = world
    client = sign_in("superior", province)
    address = reverse("overview_unit", args=[old.pk])
    earlier = client.get(address, {"ngay": BEFORE, "thang": "2026-04"})
    assert (str(earlier.context["month"]), str(earlier.context["looked_at"].day)) == (
        "2026-04",
        BEFORE,
    )
    assert earlier.context["following"][1] == f"?thang=2026-05&ngay={BEFORE}"
    later = client.get(address, {"ngay": BEFORE, "thang": "2026-09"})
    assert str(later.context["month"]) == "2026-06"
    assert later.context["following"] is None


def test_the_months_of_a_body_that_was_a_cell_bear_the_name_of_the_cell(sign_in):
    commune = a_commune(a_province())
    unit = a_cell(commune, "Chi bộ Công ty May")
    a_held_meeting(unit, date(2026, 6, 5))
    more = {"new_kind": "dang_bo_co_so", "new_name": "Đảng bộ Công ty May"}
    a_change("upgraded", unit, CHANGED, **more)
    fold(today=date(2026, 11, 21))
    client, address = sign_in("superior", commune), reverse("overview_unit", args=[unit.pk])
    then = client.get(address, {"ngay": BEFORE}).context
    assert then["overview"].was_cell
    assert "Chi bộ Công ty May" in then["cell_picture"]
    assert "Đảng bộ Công ty May" not in then["cell_picture"]


def test_lists_of_a_past_day_ask_as_often_for_one_row_as_for_twelve(sign_in, world):
    province, old, _new, _cell, _leader = world
    client = sign_in("superior", province)
    lists = {
        "concurrent_posts": (),
        "village_cells": (),
        "several_posts": (),
        "terms_ending": (),
        "post_oddity": ("leader_outside_committee",),
    }
    addresses = [reverse(name, args=[old.pk, *more]) for name, more in lists.items()]
    addresses += [reverse("search"), reverse("figure", args=[old.pk, "members.total"])]

    def statements():
        asked = {"ngay": BEFORE, "q": "le van"}
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address, asked).status_code == 200
            found.append(len(captured))
        return found

    def grow(many):
        for number in range(many):
            cell = a_cell(old, f"Chi bộ thôn Lê Văn {many} {number}", areas=[f"Ấp {many} {number}"])
            leader = a_member(cell, f"Lê Văn {many} {number}")
            a_post(leader, "Bí thư")
            a_post(leader, "Trưởng thôn")
            a_post(a_member(cell), "Chi ủy viên")
            a_term(cell)

    grow(1)
    first = statements()
    grow(12)
    assert statements() == first


def test_units_without_a_term_are_listed_to_the_end_in_the_day(sign_in, world):
    province, old, _new, _cell, _leader = world
    for number in range(31):
        a_cell(old, f"Chi bộ ấp {number:02d}")
    client = sign_in("superior", province)
    address = reverse("terms_ending", args=[province.pk])
    short = client.get(address, {"ngay": BEFORE})
    assert (len(short.context["without"]), short.context["without_count"]) == (10, 35)
    everything = f"?xem=chua-ghi&ngay={BEFORE}"
    assert short.context["all_href"] == everything
    rest = client.get(f"{address}{everything}&trang=2")
    assert (rest.context["total"], len(rest.context["page"])) == (35, 5)
    assert f"ngay={BEFORE}" in rest.content.decode().rpartition('rel="prev"')[0][-80:]


def test_the_table_tells_which_pages_take_a_day_and_why_others_do_not():
    takes, _heading, rest = TABLE.read_text(encoding="utf-8").partition("\n## ")
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    pages = re.findall(r"^\| (.*?) \|", takes, re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", " ".join(pages))) == TAKES_DAY
    others = re.findall(r"`(\w+)`", rest)
    assert len(others) == len(set(others))
    assert set(others) <= names - TAKES_DAY
