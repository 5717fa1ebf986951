"""Narrow circles: both walls let in who circles.toml says; an administrator reads no member."""

from django.apps import apps

from chibo.areas.access.circles import circles, narrow_permissions, not_standing_in
from chibo.areas.access.roles import roles
from chibo.areas.access.wall.rules import rules


def test_the_wall_lets_into_a_circle_by_its_permission_alone_and_those_it_is_about() -> None:
    for circle in circles().values():
        for table in circle.tables:
            rule = rules()[table]
            assert {permission for permission, _way in rule.see} == {circle.permission}, table
            assert not rule.above, table
            assert not rule.also, table
            assert set(rule.own) <= {circle.about}, table
            assert set(rule.own_account) <= {circle.author}, table


def test_every_table_of_an_area_with_a_circle_belongs_to_it() -> None:
    areas = {circle.area: circle for circle in circles().values() if circle.area}
    assert {"inspection", "concerns"} <= set(areas)
    outside = [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in areas
        and model._meta.db_table not in areas[model._meta.app_label].tables
    ]
    assert not outside
    assert roles()["administrator"].permissions.isdisjoint(narrow_permissions())


def test_no_other_table_is_shown_by_the_permission_of_a_circle() -> None:
    inside = {table for circle in circles().values() for table in circle.tables}
    for rule in rules().values():
        narrow = {permission for permission, _way in rule.see} & narrow_permissions()
        assert not narrow or rule.table in inside, rule.table


def test_who_stands_in_sees_no_suggestions_and_the_administrator_no_records_of_people() -> None:
    assert "self_criticism.keep" in not_standing_in()
    assert "absences.view" not in not_standing_in()
    held = roles()["administrator"].permissions
    shown = {rule.table for rule in rules().values() if {p for p, _way in rule.see} & held}
    people = {
        m._meta.db_table
        for m in apps.get_models()
        if any(f.is_relation and getattr(f.related_model, "__name__", "") == "Member"
               for f in m._meta.fields)
    } | {"members_member"}  # fmt: skip
    assert not shown & people
