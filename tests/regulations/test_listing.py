"""Every rule can be shown with its value and its source, and every document with its chain."""

from datetime import date

from chibo.regulations import current, get_pack, meeting_rules, organisation_rules
from chibo.regulations.documents import document_chains
from chibo.regulations.listing import rule_rows


def test_every_rule_of_every_pack_is_listed_with_its_clause_and_source() -> None:
    for pack in current().packs:
        rows = rule_rows(pack.rules)
        assert rows, pack.id
        assert all(row.title and row.source.document and row.source.clause for row in rows), pack.id
        anchors = [row.anchor for row in rows if row.anchor]
        assert len(anchors) == len(set(anchors)), pack.id


def test_a_rule_knows_the_pack_and_the_place_it_stands_in_also_when_its_file_is_borrowed() -> None:
    for pack in current().packs:
        assert {row.source.pack_id for row in rule_rows(pack.rules)} == {pack.id}
    old = meeting_rules(date(2024, 11, 5))
    assert old is not None
    assert old.grade("good").source.ref == "meetings-hd12-2018#grade-good"
    assert old.rubrics[0].source.pack_id == "meetings-hd12-2018"


def test_the_thresholds_of_the_organisation_are_listed_as_people_read_them() -> None:
    rules = organisation_rules(date(2025, 7, 1))
    assert rules is not None
    told = {row.anchor: (row.value, row.source.evidence_words) for row in rule_rows(rules)}
    assert told["grassroots-committee-from"] == ("30", "đã đọc toàn văn")
    assert told["voting-vote-ordinary"] == ("quá 1/2", "đã đọc toàn văn")
    assert told["voting-vote-admission"] == ("ít nhất 2/3", "đã đọc toàn văn")
    assert told["cell-types-cell-type-village"][1] == "dẫn lại, chưa đối chiếu"


def test_a_published_scale_is_told_band_by_band_and_a_missing_one_as_missing() -> None:
    pack = get_pack("meetings-hd42-2025")
    told = {row.title: row.value for row in rule_rows(pack.rules)}
    assert told["Tỷ lệ đảng viên dự sinh hoạt"] == (
        "tối đa 5 điểm; đủ điểm khi tỷ lệ có mặt (%) từ 90, số người vắng không lý do đến 0"
    )
    assert told["Điều hành của người chủ trì"] == "tối đa 10 điểm; không có thang điểm công bố"


def test_every_pack_stands_in_the_chain_of_its_subject() -> None:
    placed = {doc.pack_id: chain.code for chain in document_chains() for doc in chain.documents}
    assert {pack.id: pack.subject for pack in current().packs}.items() <= placed.items()


def test_the_chain_of_the_organisation_names_five_documents_in_their_order() -> None:
    chain = next(chain for chain in document_chains() if chain.code == "organisation")
    numbers = [document.number for document in chain.documents]
    assert numbers == [f"QĐ {n}-QĐ/TW" for n in (24, 232, 294, 20, 208)]
    assert [doc.is_last for doc in chain.documents] == [False, False, False, False, True]


def test_on_any_day_at_most_one_document_of_a_chain_is_the_latest() -> None:
    for chain in document_chains():
        for on in (date(2012, 1, 1), date(2025, 6, 30), date(2025, 7, 1), date(2026, 11, 21)):
            assert sum(document.covers(on) for document in chain.documents) <= 1, chain.code


def test_the_day_before_and_the_day_a_document_replaced_another_differ() -> None:
    chain = next(chain for chain in document_chains() if chain.code == "dues")
    found = {
        on: next(document.number for document in chain.documents if document.covers(on))
        for on in (date(2026, 1, 31), date(2026, 2, 1))
    }
    assert list(found.values()) == ["QĐ 342-QĐ/TW", "QĐ 01-QĐ/TW"]
