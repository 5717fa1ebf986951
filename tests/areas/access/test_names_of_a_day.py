"""Many files just under what takes a second person are one large file."""

from datetime import date, datetime, timedelta

import pytest

from chibo.areas.access.errors import SecondNeeded
from chibo.areas.access.models import Account
from chibo.areas.access.queries import actor_of
from chibo.areas.access.two_people import adding_up, asking, deciding
from chibo.areas.access.two_people.asking import PageFile, ask_page
from chibo.areas.exchange.actions import export_tables, hand_out_register
from chibo.areas.exchange.tables import Column, Table
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.models import AuditEvent
from tests.factories import a_cell, a_commune, an_account
from tests.factories.bulk import members_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 5, 9, 0, tzinfo=ZONE)
JOINED = date(2010, 5, 19)
DAY = timedelta(hours=24)
MANY = 20
LIMITS = {("exports", "members"): MANY, ("exports", "hours"): 24, ("second", "hours"): 72}


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (asking, adding_up):
        monkeypatch.setattr(module, "limit", lambda part, name: LIMITS[part, name])


@pytest.fixture
def commune() -> Unit:
    return a_commune()


@pytest.fixture
def clerk(commune: Unit) -> Account:
    return an_account("clerk", commune)


def acting(account: Account) -> Actor:
    return actor_of(account, NOW.date())


def take(
    account: Account, unit: Unit, people: int, address: str = "/danh-sach/", at: datetime = NOW
) -> bytes:
    """The file of a page that names so many."""
    return export_tables(
        actor=acting(account),
        unit=unit,
        what="unit_posts",
        tables=[Table("Danh sách", [Column("Họ và tên", 30)], [("Lê Thị Hoa",)] * people)],
        now=at,
        names_people=True,
        address=address,
    )


def test_the_file_that_crosses_the_line_asks_for_a_second_person(
    commune: Unit, clerk: Account
) -> None:
    other = an_account("clerk", commune)
    cells = [a_cell(commune, f"Chi bộ thôn {n}") for n in range(3)]
    take(clerk, cells[0], MANY - 5)
    with pytest.raises(SecondNeeded, match=r"24 giờ qua.*người thứ hai") as refused:
        take(clerk, cells[1], 5)
    assert refused.value.asks["address"] == "/danh-sach/"
    take(clerk, cells[1], 4)
    take(other, cells[2], 5)

    file = PageFile(cells[2], "unit_posts", "/danh-sach/")
    ask = ask_page(actor=acting(clerk), file=file, purpose="Đại hội", now=NOW)
    deciding.confirm(actor=acting(other), ask_id=ask.pk, now=NOW)
    take(clerk, cells[2], 6)
    with pytest.raises(SecondNeeded):
        take(clerk, cells[2], 6)
    take(clerk, cells[2], 6, at=NOW + DAY + timedelta(minutes=1))


def test_what_one_cell_prints_again_and_again_are_the_same_people(
    commune: Unit, clerk: Account
) -> None:
    cell = a_cell(commune)
    members_of(cell, [JOINED] * 3)
    for number in range(10):
        take(clerk, cell, 3)
        take(clerk, cell, 3, f"/danh-sach/{number}/")
    take(clerk, a_cell(commune, "Chi bộ thôn Tây"), MANY - 4)
    with pytest.raises(SecondNeeded):
        take(clerk, a_cell(commune, "Chi bộ thôn Nam"), 1)


def test_filters_of_a_large_list_do_not_take_it_along_in_pieces(
    commune: Unit, clerk: Account
) -> None:
    members_of(a_cell(commune), [JOINED] * MANY)
    take(clerk, commune, MANY - 8, "/danh-sach/?q=a")
    take(clerk, commune, MANY - 8, "/danh-sach/?q=a")
    with pytest.raises(SecondNeeded):
        take(clerk, commune, 8, "/danh-sach/?q=b")


def test_the_register_and_pages_count_together_and_the_trail_says_how_many(
    commune: Unit, clerk: Account
) -> None:
    cell = a_cell(commune)
    members_of(cell, [JOINED] * 2)
    hand_out_register(actor=acting(clerk), unit_code=cell.code, on=None, now=NOW)
    assert AuditEvent.objects.latest("pk").changes["people"] == 2
    with pytest.raises(SecondNeeded):
        take(clerk, a_cell(commune, "Chi bộ thôn Tây"), MANY - 2)
