"""Every table stands behind the second wall or says why not; every lifting of it is listed."""

import re

from django.apps import apps

from chibo.areas.access.wall.rules import rules
from chibo.core.scoped import ScopedManager
from tests.architecture.source import modules

LIFTED = {
    "areas.access.two_people.own_hands": 1,
    "areas.access.standing_in": 1,
    "areas.access.actions": 1,
    "areas.access.queries": 1,
    "areas.access.with_posts": 1,
    "areas.attending.queries.__init__": 1,
    "areas.documents.found": 2,
    "areas.grading.beside": 1,
    "areas.exchange.touching": 1,
    "areas.indicators.closing.changes": 2,
    "areas.indicators.closing.digests": 1,
    "areas.indicators.closing.queries": 1,
    "areas.indicators.kept.reading": 5,
    "areas.indicators.measures.carried": 1,
    "areas.indicators.measures.places": 2,
    "areas.indicators.measures.statement": 1,
    "areas.indicators.queries.begun": 4,
    "areas.indicators.queries.picture": 1,
    "areas.indicators.queries.records": 1,
    "areas.indicators.queries.sums": 1,
    "areas.indicators.queries.waiting": 1,
    "areas.members.past": 1,
    "areas.members.queries.people": 1,
    "areas.organisation.lines": 1,
    "areas.periodic.supplying": 1,
    "areas.places.standing": 1,
    "areas.posts.rollup.communes": 1,
    "areas.posts.rollup.sums": 2,
    "areas.radar.queries": 1,
    "areas.scoring.queries": 1,
    "areas.statistics.measures.statement": 1,
    "areas.privacy.queries.retention": 1,
    "areas.privacy.retention": 1,
    "areas.signin.brake": 1,
    "areas.trail.actions": 1,
    "areas.trail.queries.own": 1,
}
"""How often a module reads as the owner by name; the reason stands at the place."""

UNSCOPED = 554
"""`unscoped("why")` reads as the owner too. About so many there are; fewer is better."""

BEFORE_IT = 30
"""Tables that stand before the wall, each with its reason in tables.toml."""


TRAIL = "core_auditevent"


def business_tables() -> dict[str, type]:
    """Those of the areas, and what everybody did."""
    return {
        model._meta.db_table: model
        for model in apps.get_models()
        if model.__module__.startswith("chibo.areas.") or model._meta.db_table == TRAIL
    }


def test_every_table_has_a_rule_and_every_rule_a_table() -> None:
    assert rules().keys() == business_tables().keys()


def test_a_rule_says_who_reads_or_why_everybody_may() -> None:
    for rule in rules().values():
        ways = (rule.see, rule.above, rule.own, rule.own_account, rule.also)
        assert bool(rule.open) != any(ways), rule.table


def test_the_tables_before_the_wall_are_few() -> None:
    before = [rule.table for rule in rules().values() if rule.open]
    assert len(before) <= BEFORE_IT, before


def test_the_wall_asks_for_the_permission_the_first_wall_asks_for() -> None:
    for table, model in business_tables().items():
        rule, manager = rules()[table], model._default_manager  # type: ignore[attr-defined]
        if isinstance(manager, ScopedManager) and rule.see:
            rows = manager.all()
            assert (rows.view_permission, rows.path_column) in rule.see  # type: ignore[attr-defined]


def test_each_lifting_is_known() -> None:
    found = {name: len(re.findall(r"\blifted\(", text)) for name, text in modules().items()}
    beyond = {name: n for name, n in found.items() if n and not name.startswith("core.")}
    assert beyond == LIFTED


def test_pages_never_lift_it() -> None:
    assert not [name for name in LIFTED if name.startswith("web.")]


def test_reading_for_nobody_in_particular_becomes_no_more_frequent() -> None:
    areas = (text for name, text in modules().items() if name.startswith("areas."))
    assert sum(text.count(".unscoped(") for text in areas) <= UNSCOPED
