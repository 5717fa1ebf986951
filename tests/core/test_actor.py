"""Who may do what, on which part of the tree."""

import pytest

from chibo.core.actor import Actor, Grant, Scope
from chibo.core.errors import NotAllowed


def grant(path: str, *permissions: str, below: bool = True) -> Grant:
    return Grant("role", "Vai trò", 1, "Đơn vị", path, below, frozenset(permissions))


def actor(*grants: Grant) -> Actor:
    return Actor(1, "Trần Thị Bình", None, grants)


class Place:
    def __init__(self, path: str) -> None:
        self.path = path


def test_a_role_that_reaches_below_covers_the_unit_and_everything_under_it() -> None:
    superior = actor(grant("0000100002", "see"))
    assert superior.may("see", "0000100002")
    assert superior.may("see", "000010000200007")
    assert not superior.may("see", "00001")
    assert not superior.may("see", "0000100003")


def test_a_role_on_a_cell_alone_reaches_no_other_unit() -> None:
    secretary = actor(grant("0000100002", "see", below=False))
    assert secretary.may("see", "0000100002")
    assert not secretary.may("see", "000010000200007")


def test_a_permission_of_one_role_is_no_permission_where_another_role_is_held() -> None:
    both = actor(grant("00001", "see"), grant("00002", "write"))
    assert both.may("write", "00002")
    assert not both.may("write", "00001")
    assert both.holds("write")
    assert not both.holds("decide")


def test_scopes_leave_out_what_lies_inside_a_wider_one() -> None:
    held = actor(
        grant("0000100002", "see", below=False), grant("00001", "see"), grant("00009", "see")
    )
    assert held.scopes("see") == (Scope("00001", True), Scope("00009", True))


def test_the_same_scope_given_by_two_roles_counts_once() -> None:
    assert actor(grant("00001", "see"), grant("00001", "see", "write")).scopes("see") == (
        Scope("00001", True),
    )


def test_a_grant_without_a_unit_reaches_the_whole_tree() -> None:
    assert actor(grant("", "see")).may("see", "000990000100002")


def test_what_is_not_allowed_is_refused_in_words() -> None:
    with pytest.raises(NotAllowed, match="không cho làm việc này") as refusal:
        actor().require("see", Place("00001"))
    assert refusal.value.code == "not_allowed"
