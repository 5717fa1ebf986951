"""Every warning that states a rule of the field leads to that rule ("vì sao?").

What is a warning about a rule: a page that tells people something is short, late, missing or wrong
because a document of the Party (or a committee's own rule) asks for it. It shows as a notice of
kind `warning` or `refusal`, as a mark `late`, as the printed sentence of a verdict, or as a
sentence in the words of a rule. Each of those has the link in the same template, in the template
that every page including it shows around it, or says below why no rule of the field stands behind
it. What is none: a mistake in what was typed (the field says what to write), a state of the
program or of an import, an agreement of the people on record (a task's day, a body's own target,
a letter's deadline set by hand), and words of a form that only name a column.

Sentences that come out of actions as refusals name their clause (`test_house.py`); this test sees
to it that whatever prints them turns the clause into a link.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "src/chibo/web/templates"
LINK = re.compile(r"\{% why |rule_pack|rule_links?\b|rule_anchor")
NOTICE = re.compile(r'\{% notice "(?:warning|refusal)"[^%]*%\}(.*?)\{% endnotice %\}', re.DOTALL)
LATE = re.compile(r'\{% badge [^%]*"late"')
VERDICT = re.compile(r"\{\{ [\w.]*\.sentence\b[^}]*\}\}")
SAID = re.compile(
    r'\{% translate "([^"]+)"|\{% blocktranslate[^%]*%\}(.*?)\{% endblocktranslate %\}'
    r'|_\("([^"]+)"\)',
    re.DOTALL,
)
RULE_WORDS = re.compile(
    r"theo quy định|Điều lệ|không quá|ít nhất|chậm nhất|tối thiểu|từ đủ|quá nửa|"
    r"(?<![\d/])[12]/[23](?![\d/])|"
    r"chưa đủ|không đủ|chưa đạt|quá hạn|hết hạn|thiếu thời lượng",
    re.IGNORECASE,
)
INCLUDE = re.compile(r'\{% (?:include|extends) "([^"]+)"')

NO_RULE_IN_NOTICE = {
    ("accounts/slips.html", "Phiếu chỉ hiện"): "how the program keeps passwords",
    ("before/draft.html", "Hồ sơ đã đổi"): "the record moved on since the draft",
    ("dues/body.html", "Chưa ghi vùng"): "a setting that the body has not entered",
    ("dues/month.html", "Cấp ủy cấp trên chưa ghi vùng"): "a setting nobody has entered",
    ("duplicates/alike.html", "Có thể đã có"): "likeness of two records",
    ("duplicates/merge.html", "Đã hoàn tác"): "what somebody did",
    ("imports/batch.html", "{{ view.note }}"): "where an import stands",
    ("imports/batch.html", "Có {{ shown }} chỗ sai"): "how many problems; each has its own link",
    ("minutes/minutes.html", "Buổi họp đang mở lại"): "what somebody did, and the seal it breaks",
    ("month/sitting.html", "{{ why_not }}"): "what two people wrote of one absence",
    ("once_missing.html", "Biểu mẫu gửi lên"): "how the program keeps from doing twice",
    ("overview/before_picture.html", "trước khi bức tranh"): "which months the program keeps",
    ("parts/in_doubt.html", "Đang kiểm tra lại"): "what the program found about its own sums",
    ("overview/period_form.html", "{{ chosen.refused }}"): "a period that was typed",
    ("papers/pdf.html", "Không chuyển được"): "what the server could not do",
    ("rules/pack.html", "Chưa đối chiếu"): "stands on the page of the rules itself",
    ("rules/rubric_edit.html", "Các mục cộng lại"): "stands in the rubric being written",
    ("sittings/quick.html", "Danh sách đã đổi"): "a sheet printed before the list changed",
    ("sittings/scan.html", "Chủ trì chưa thấy"): "a code that was not confirmed in the room",
    ("statistics/sheet.html", "{{ asked.refused }}"): "a period typed into the address",
    ("statistics/sheets.html", "{{ asked.refused }}"): "a period typed into the address",
    ("signin/codes.html", "Mã chỉ hiện"): "how the program keeps codes",
    ("signin/confirm.html", "Tệp đã chọn"): "what a browser does not send twice",
    ("signin/passkey_add.html", "Cách này cần JavaScript"): "what the browser can do",
    ("signin/passkey_add.html", "Ở địa chỉ này"): "what browsers allow at an address",
    ("targets/unit.html", "{{ day.refused }}"): "a day that was typed",
    ("targets/unit.html", "Số liệu của đơn vị"): "what the server found when it counted again",
    ("units/unit.html", "Hôm nay tổ chức"): "from when to when the unit is on record",
}
NO_RULE = {
    "accounts/from_list.html": "mistakes in a pasted list",
    "accounts/second_asks.html": "hours this program gives a second person",
    "accounts/stand_in.html": "days this program lets somebody stand in",
    "tokens/facts.html": "the day a person chose for their own token",
    "deadlines/count.html": "a number that leads to the list, each line with its clause",
    "directives/directive.html": "the day a body set for its own directive",
    "directives/tally.html": "the day a body set for its own directive",
    "dues/body.html": "a setting that the body has not entered",
    "duplicates/alike.html": "likeness of two records",
    "duplicates/pairs.html": "likeness of two records",
    "grading/look.html": "what somebody found in a second look",
    "minutes/seal.html": "a signature that an amendment made old",
    "notices/list.html": "what waits for the reader, each with the page that tells why",
    "oversight/board.html": "a practice of committees; no document in the packs",
    "oversight/left_seat.html": "a post on record that ended",
    "own/own.html": "the day somebody set for a task",
    "periodic/list.html": "days an office set for its own form",
    "plans/state.html": "how far a plan has come",
    "posts/concurrent.html": "a body's own target",
    "privacy/retention.html": "days this program chose, each line with its reason",
    "remedies/body.html": "days cells set for their own tasks",
    "remedies/cell.html": "the day the cell set for its own task",
    "remedies/count.html": "days cells set for their own tasks",
    "rules/local_list.html": "what the page is for",
    "rules/local_edit.html": "words of the form a committee writes its own rules in",
    "rules/preview.html": "figures of a draft of rules; the rows below lead to the rules",
    "search/found.html": "how many letters to type",
    "targets/parts.html": "a body's own targets",
    "targets/standing.html": "a body's own target",
    "targets/unit.html": "arithmetic of the forecast, told beside it",
    "units/unit.html": "from when to when the unit is on record, who follows it",
    "units/unit_then.html": "who followed the unit that day",
}


def templates() -> dict[str, str]:
    return {
        str(each.relative_to(TEMPLATES)): each.read_text() for each in TEMPLATES.rglob("*.html")
    }


ALL = templates()


def shown_in(name: str) -> Iterator[str]:
    """The templates that include this one."""
    return (other for other, text in ALL.items() if name in INCLUDE.findall(text))


def has_link(name: str) -> bool:
    """Whether a rule is linked in the template, or in every one that shows it."""
    if LINK.search(ALL[name]):
        return True
    around = [other for other in shown_in(name) if other != name]
    return bool(around) and all(has_link(other) for other in around)


def signs_of_a_warning(text: str) -> list[str]:
    said = (next(part for part in found.groups() if part) for found in SAID.finditer(text))
    return [
        *LATE.findall(text),
        *VERDICT.findall(text),
        *(sentence for sentence in said if RULE_WORDS.search(sentence)),
    ]


def test_every_notice_that_warns_or_refuses_leads_to_its_rule_or_states_none() -> None:
    loose = [
        (name, block.strip()[:80])
        for name, text in ALL.items()
        for block in NOTICE.findall(text)
        if not LINK.search(block) and not _excused(name, block)
    ]
    assert loose == []


def _excused(name: str, block: str) -> bool:
    return any(name == where and words in block for where, words in NO_RULE_IN_NOTICE)


@pytest.mark.parametrize("name", sorted(ALL))
def test_a_page_that_tells_of_something_short_or_late_leads_to_the_rule(name: str) -> None:
    signs = signs_of_a_warning(ALL[name])
    assert not signs or has_link(name) or NO_RULE.get(name), signs


def test_nothing_is_excused_that_needs_no_excuse() -> None:
    assert [name for name, why in NO_RULE.items() if not why] == []
    needless = [
        name
        for name in NO_RULE
        if name not in ALL or has_link(name) or not signs_of_a_warning(ALL[name])
    ]
    gone = [each for each in NO_RULE_IN_NOTICE if each[1] not in ALL.get(each[0], "")]
    assert (needless, gone) == ([], [])


def test_whatever_prints_a_refusal_turns_its_clause_into_a_link() -> None:
    printed = re.compile(
        r"\{\{ (?:\w+\.)*(?:refusal\.message|problem\.message|repair|error)\b[^}]*\}\}"
    )
    bare = [
        (name, found[0])
        for name, text in ALL.items()
        for found in printed.finditer(text)
        if "rule_links" not in found[0]
        and name not in {"signin/sign_in.html", "signin/second_step.html"}  # before any rule
    ]
    assert bare == []


@pytest.mark.parametrize(
    "bad",
    [
        '<p>{% translate "Chưa đủ 3 đảng viên chính thức" %}</p>',
        "<p>{{ verdict.sentence }}</p>",
        '{% badge word "late" %}',
    ],
)
def test_the_walk_finds_a_warning_without_its_rule(bad: str) -> None:
    assert signs_of_a_warning(bad)
    assert not LINK.search(bad)
