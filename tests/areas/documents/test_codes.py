"""Codes of printed sheets: typed back by hand, so slips must be told."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.areas.documents import codes
from chibo.areas.documents.codes import BadCode, PaperCode, code_of, read_code

KINDS = st.sampled_from(["attendance", "score_sheet", "ballot", "printed_list"])
IDS = st.integers(1, 10**9)


@given(KINDS, IDS)
def test_a_code_leads_back_however_it_is_typed(kind: str, record_id: int) -> None:
    code = code_of(kind, record_id)
    for typed in (code, code.lower(), code.replace("-", ""), f" {code} ".replace("-", " - ")):
        assert read_code(typed) == PaperCode(kind, record_id)


@given(KINDS, IDS, st.data())
def test_one_wrong_letter_or_two_swapped_are_always_told(
    kind: str, record_id: int, data: st.DataObject
) -> None:
    letters = list(code_of(kind, record_id).replace("-", ""))
    at = data.draw(st.integers(0, len(letters) - 1))
    other = data.draw(st.sampled_from([x for x in codes._LETTERS if x != letters[at]]))
    with pytest.raises(BadCode):
        read_code("".join([*letters[:at], other, *letters[at + 1 :]]))
    if at and letters[at] != letters[at - 1]:
        letters[at - 1], letters[at] = letters[at], letters[at - 1]
        with pytest.raises(BadCode):
            read_code("".join(letters))


@pytest.mark.parametrize("typed", ["", "   ", "K0F-2M9", "222-22", "một hai", "2" * 40, "K7"])
def test_nonsense_is_refused_in_words(typed: str) -> None:
    with pytest.raises(BadCode) as refusal:
        read_code(typed)
    assert "mã" in refusal.value.message.lower()


def test_a_code_of_a_large_country_is_still_short() -> None:
    assert len(code_of("score_sheet", 7_200_000).replace("-", "")) == 7
    assert doctest.testmod(codes).failed == 0
