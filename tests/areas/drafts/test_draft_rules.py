"""What becomes of a sentence when the records are read again."""

from chibo.areas.drafts.rules import Fact, Known, read_again


def verdicts(known: list[Known], facts: list[Fact]) -> list[tuple[str, str]]:
    return [(each.key, each.verdict) for each in read_again(known, facts)]


def test_each_sentence_gets_one_verdict_in_the_order_of_the_records() -> None:
    known = [
        Known("same", "x", "x", False),
        Known("changed", "x", "x", False),
        Known("edited", "của ta", "x", True),
        Known("edited_same", "của ta", "x", True),
        Known("gone", "x", "x", False),
        Known("gone_before", "của ta", "", True),
    ]
    facts = [
        Fact("s", "new", "n"),
        Fact("s", "edited", "y"),
        Fact("s", "same", "x"),
        Fact("s", "changed", "y"),
        Fact("s", "edited_same", "x"),
    ]
    assert verdicts(known, facts) == [
        ("new", "new"),
        ("edited", "differs"),
        ("same", "same"),
        ("changed", "changed"),
        ("edited_same", "same"),
        ("gone", "gone"),
        ("gone_before", "same"),
    ]


def test_nothing_known_everything_is_new_and_nothing_told_everything_is_gone() -> None:
    assert verdicts([], [Fact("s", "a", "x")]) == [("a", "new")]
    assert verdicts([Known("a", "x", "x", False)], []) == [("a", "gone")]
    assert verdicts([], []) == []
