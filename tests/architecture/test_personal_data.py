"""Every field of every table is in the processing register, or told to be about nobody."""

from django.apps import apps

from chibo.areas.members.models import Member
from chibo.areas.privacy.actions.erasing import BLANKED, OWN_ROWS
from chibo.areas.privacy.register import register

COUNTED = {"id", "version"}


def tables() -> dict[str, set[str]]:
    """The fields of every table of the program."""
    return {
        model._meta.label: {field.name for field in model._meta.concrete_fields} - COUNTED
        for model in apps.get_models()
        if model.__module__.startswith("chibo.")
    }


def test_no_table_and_no_field_is_forgotten() -> None:
    told = register()
    assert told.tables.keys() | told.about_nobody.keys() == tables().keys()
    assert not told.tables.keys() & told.about_nobody.keys()
    named = {
        label: [*table.called(), *table.plain, *table.secret]
        for label, table in told.tables.items()
    }
    assert {label: set(names) for label, names in named.items()} == {
        label: fields for label, fields in tables().items() if label in told.tables
    }
    assert not [label for label, names in named.items() if len(names) != len(set(names))]


def test_a_table_about_nobody_points_at_no_member_and_no_account() -> None:
    people = {"members.Member", "access.Account"}
    for label in register().about_nobody:
        fields = apps.get_model(label)._meta.concrete_fields
        pointed = {f.related_model._meta.label for f in fields if f.related_model}  # type: ignore[union-attr]
        assert not pointed & people, label
        assert not [f.name for f in fields if f.name.endswith(("_by", "by_name", "account_id"))]


def test_every_row_about_one_member_is_reached_from_the_member() -> None:
    """So that a copy of their data leaves nothing out; what is shared by many is told so."""
    shared = {"posts.Fact", "trail.Canary", "duplicates.Proposal", "access.Account"}
    for label, table in register().tables.items():
        fields = apps.get_model(label)._meta.concrete_fields
        if any(f.related_model is Member for f in fields) and label not in shared:
            assert table.of, label


def test_each_purpose_is_used_and_what_may_be_erased_has_somebody_who_erases_it() -> None:
    told = register()
    assert told.purposes.keys() == {code for t in told.tables.values() for code in t.fields}
    free = {code for code, each in told.purposes.items() if each.keeping.lets_go}
    whole = {model._meta.label for model in OWN_ROWS}
    for label, table in told.tables.items():
        if table.fields.keys() & free:
            names = [name for code in free for name in table.fields.get(code, ())]
            assert label in whole or tuple(names) == BLANKED[label], label
