"""The second run, on a server: fewer tests, and still every statement of the first."""

from tests.statements import enough, shape


def test_values_and_passing_names_do_not_make_another_statement() -> None:
    assert shape("select a where b in (%s, %s)") == shape("select a where b in (%s, %s, %s)")
    assert shape('SAVEPOINT "s140_x1"') == shape('SAVEPOINT "s139_x28"')
    assert shape("insert values (%s, %s::bigint[]), (%s, %s)") == shape("insert values (%s, %s)")
    assert shape("select a where b = %s") != shape("select a where c = %s")


def test_every_statement_is_sent_by_one_of_the_chosen() -> None:
    told = {
        "slow": (9.0, 0b0111),
        "quick": (0.1, 0b0110),
        "same": (0.2, 0b0110),
        "own": (5, 0b1000),
    }
    assert enough(told) == {"slow", "own"}, "whoever looked best first may be spare in the end"
    del told["slow"]
    assert enough(told) == {"quick", "own"}
