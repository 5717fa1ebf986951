"""The second wall: what a request may read whatever the application forgot."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from chibo.areas.access.wall import keep_wall, raising, reach_of, wall_stands
from chibo.areas.members.models import Member
from chibo.areas.members.models.transfers import TransferQuerySet
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.scoped import ScopedQuerySet
from chibo.core.wall import ROLE, behind, lifted
from chibo.core.wall.standing import OWNER, Wall
from tests.factories import a_cell, a_commune, a_member, a_province, an_actor

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


@pytest.fixture
def cells() -> dict[str, Unit]:
    top = a_province()
    near, far = a_commune(top), a_commune(top, "Đảng ủy xã Tân Lập")
    return {"near": near, "own": a_cell(near), "far": a_cell(far, "Chi bộ thôn Nam")}


@pytest.fixture
def secretary(cells: dict[str, Unit]) -> Actor:
    a_member(cells["own"], "Lê Văn Trong")
    a_member(cells["far"], "Lê Văn Ngoài")
    return an_actor("secretary", cells["own"])


@pytest.fixture
def nothing_is_filtered(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every page had forgotten to ask for whom."""

    def everything(rows: Any, *_asked: Any, **_more: Any) -> Any:
        return rows._opened()

    monkeypatch.setattr(ScopedQuerySet, "visible_to", everything)
    monkeypatch.setattr(TransferQuerySet, "visible_to", everything)


def names_of_all() -> list[str]:
    """Every member the database shows, asked without any condition."""
    with connection.cursor() as cursor:
        cursor.execute("select full_name from members_member order by full_name")
        return [name for (name,) in cursor.fetchall()]


def who_reads() -> str:
    """The role a plain reading is asked as."""
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        ((name,),) = cursor.fetchall()
    return str(name)


class TestBehindIt:
    def test_a_forgotten_condition_shows_nothing_of_others(self, secretary: Actor) -> None:
        assert names_of_all() == ["Lê Văn Ngoài", "Lê Văn Trong"]
        with behind(reach_of(secretary)):
            assert names_of_all() == ["Lê Văn Trong"]

    def test_somebody_without_roles_reads_nobody_and_the_administrator_neither(
        self, secretary: Actor, cells: dict[str, Unit]
    ) -> None:
        for actor in (None, an_actor("administrator", cells["near"].parent)):
            with behind(reach_of(actor)):
                assert names_of_all() == []

    def test_a_role_without_settings_reads_nothing(self, secretary: Actor) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"set role {ROLE}")
            cursor.execute("select count(*) from members_member")
            assert cursor.fetchone() == (0,)
            cursor.execute("reset role")

    def test_the_reading_role_writes_nothing(self, secretary: Actor) -> None:
        with connection.cursor() as cursor, transaction.atomic():
            cursor.execute(
                "select count(*) from information_schema.table_privileges where grantee = %s"
                " and privilege_type in ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE')",
                [ROLE],
            )
            assert cursor.fetchone() == (0,)

    def test_several_parts_of_the_tree_and_nothing_between_them(
        self, cells: dict[str, Unit]
    ) -> None:
        between = a_cell(cells["near"], "Chi bộ thôn Giữa")
        for cell in [cells["own"], between, cells["far"]]:
            a_member(cell, f"Ở {cell.name}")
        one, two = an_actor("secretary", cells["own"]), an_actor("secretary", cells["far"])
        both = Actor(None, "", None, one.grants + two.grants)
        with behind(reach_of(both)):
            assert names_of_all() == ["Ở Chi bộ thôn Nam", "Ở Chi bộ thôn Đông"]


class TestWhoAsks:
    def test_after_the_request_the_owner_asks_again_whatever_happened_in_it(
        self, secretary: Actor
    ) -> None:
        owner = who_reads()
        with suppress(ZeroDivisionError), behind(reach_of(secretary)):
            assert who_reads() == ROLE
            raise ZeroDivisionError
        assert who_reads() == owner
        assert len(names_of_all()) == 2

    def test_what_a_rollback_took_back_is_said_again(self, secretary: Actor) -> None:
        with behind(reach_of(secretary)):
            with suppress(ZeroDivisionError), transaction.atomic():
                names_of_all()
                list(Member.objects.visible_to(secretary))
                raise ZeroDivisionError
            assert names_of_all() == ["Lê Văn Trong"]

    def test_a_lifting_reads_all_and_ends(self, secretary: Actor) -> None:
        with behind(reach_of(secretary)):
            with lifted("to show it"):
                assert len(names_of_all()) == 2
            assert len(names_of_all()) == 1
            assert Member.objects.unscoped("to show it").count() == 2

    def test_an_action_looks_up_as_its_actor_and_knows_the_rest(
        self, secretary: Actor, nothing_is_filtered: None
    ) -> None:
        with behind(reach_of(secretary)), transaction.atomic():
            assert len(names_of_all()) == 2
            assert Member.objects.visible_to(secretary).count() == 1
            assert len(Member.objects.visible_to(secretary).select_for_update()) == 1
            assert [row.full_name for row in Member.objects.visible_to(secretary).iterator()] == [
                "Lê Văn Trong"
            ]

    def test_how_far_one_sees_is_told_once_and_to_the_next_anew(
        self, secretary: Actor, cells: dict[str, Unit], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        told: list[str] = []
        tell = Wall._tell
        monkeypatch.setattr(Wall, "_tell", lambda wall, said: told.append(said) or tell(wall, said))
        with behind(reach_of(secretary)):
            with lifted("to show it"):
                assert len(names_of_all()) == 2
            assert names_of_all() == ["Lê Văn Trong"]
        with behind(reach_of(secretary)):
            assert names_of_all() == ["Lê Văn Trong"]
        with behind(reach_of(an_actor("secretary", cells["far"]))):
            assert names_of_all() == ["Lê Văn Ngoài"]
        assert [said.count("set chibo.") > 0 for said in told if said != OWNER] == [
            True,
            False,
            True,
        ]

    def test_another_connection_of_the_request_is_behind_it_too(self, secretary: Actor) -> None:
        other = connection.copy()
        try:
            with behind(reach_of(secretary)), other.cursor() as cursor:
                cursor.execute("select current_user")
                assert cursor.fetchone() == (ROLE,)
            with other.cursor() as cursor:
                cursor.execute("select current_user")
                assert cursor.fetchone() != (ROLE,)
        finally:
            other.close()


class TestPages:
    @pytest.fixture
    def browser(self, cells: dict[str, Unit]) -> Iterator[Client]:
        from tests.factories import an_account

        client = Client()
        client.force_login(an_account("secretary", cells["own"]))
        return client

    def test_with_every_filter_switched_off_pages_show_nobody_of_another_cell(
        self,
        secretary: Actor,
        cells: dict[str, Unit],
        browser: Client,
        nothing_is_filtered: None,
    ) -> None:
        elsewhere = Member.objects.unscoped("the test knows").get(full_name="Lê Văn Ngoài")
        assert browser.get(f"/dang-vien/{elsewhere.pk}/").status_code == 404
        for unit in cells.values():
            page = browser.get(f"/to-chuc/{unit.pk}/dang-vien/")
            assert "Lê Văn Ngoài" not in page.content.decode()
        assert "Lê Văn Ngoài" not in browser.get("/tim/", {"q": "ngoai"}).content.decode()


class TestRaising:
    def test_where_the_role_may_not_be_taken_pages_go_on_and_it_is_said(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(raising, "_may_take_the_role", lambda: False)
        monkeypatch.setattr(raising, "_mark", lambda: "of a newer version")
        assert not keep_wall()
        assert not wall_stands()
        connection.wall.begin()  # type: ignore[attr-defined]
        cell = a_cell(a_commune(a_province()))
        a_member(cell)
        with behind(reach_of(None)):
            assert len(names_of_all()) == 1
        connection.wall.begin()  # type: ignore[attr-defined]

    def test_a_wall_of_another_version_is_raised_anew(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert wall_stands()
        monkeypatch.setattr(raising, "_mark", lambda: "0" * 64)
        assert not wall_stands()
        assert keep_wall()
        assert wall_stands()

    def test_it_gives_way_to_a_page_of_the_running_version_and_tries_again(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        reading = connection.copy()
        tried: list[float] = []

        def page_ends(seconds: float) -> None:
            tried.append(seconds)
            reading.rollback()

        monkeypatch.setattr(raising, "PATIENCE", 5)
        monkeypatch.setattr(raising.time, "sleep", page_ends)
        try:
            reading.set_autocommit(False)
            with reading.cursor() as cursor:
                cursor.execute("select from members_member")
            with connection.cursor() as cursor:
                cursor.execute("comment on schema wall is 'of another version'")
            assert keep_wall()
        finally:
            reading.close()
        assert len(tried) == 1


@pytest.mark.parametrize(
    "lost",
    [
        "drop policy behind_the_wall on members_member",
        "revoke usage on schema public from public, chibo_web",
        "revoke select on indicators_keptfigures from chibo_web",
    ],
)
def test_of_which_only_the_name_is_left_is_raised_again(lost: str) -> None:
    """Tables that were dropped and made again have no policy, and a new schema lets nobody in."""
    assert keep_wall()
    with connection.cursor() as cursor:
        cursor.execute(lost)
    assert not wall_stands()
    assert keep_wall()
    assert wall_stands()
