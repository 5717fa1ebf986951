"""A committee writes its rubric on pages, tries it on last year's meetings, adopts it."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from chibo.areas.rulebook import actions
from chibo.areas.rulebook.actions import PackDraft
from chibo.areas.rulebook.errors import CannotAdopt
from chibo.areas.rulebook.layering import layer_of
from chibo.areas.rulebook.models import LocalPack
from chibo.areas.scoring.models import ScoreSheet
from chibo.core.clock import ZONE
from chibo.regulations import Bands, FullWhen
from tests.factories import a_commune, an_actor
from tests.months import CellMonth

NOW = datetime(2026, 11, 21, 9, tzinfo=ZONE)
LENGTH = '[[minimum_by_size]]\nkind = "regular"\nvalue = 90\n'

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(today_is):
    today_is("2026-11-21")


@pytest.fixture
def commune():
    return a_commune()


@pytest.fixture
def pack(commune) -> LocalPack:
    written = PackDraft(
        "15-QĐ/ĐU", "Quy định", "Điều 4", date(2026, 11, 1), date(2026, 12, 1), LENGTH
    )
    actor = an_actor("superior", commune)
    return actions.draft(actor=actor, unit_id=commune.pk, written=written, now=NOW)


def rubric_of(pack, code=None):
    pack.refresh_from_db()
    found = {each.code: each for each in layer_of(pack).rubrics}
    return found[code] if code else next(iter(found.values()))


def begin(client, form, pack, template="b"):
    pack.refresh_from_db()
    address = reverse("rubric_begin", args=[pack.pk])
    answer = client.post(address, form(template=template, version=pack.version))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return rubric_of(pack)


def heading(rubric, pack, **changed):
    fields = {
        "version": pack.version,
        "name": rubric.name,
        "applies_to": [kind.value for kind in rubric.applies_to],
        "step": "0,5",
    }
    return {**fields, **changed}


def line(pack, **changed):
    fields = {"version": pack.version, "name": "Tỷ lệ có mặt", "max_points": "4", "scale": ""}
    return {**fields, **changed}


class TestWriting:
    def test_a_template_is_copied_and_the_lengths_stay(self, sign_in, form, commune, pack) -> None:
        client = sign_in("clerk", commune)
        page = client.get(reverse("rubric_begin", args=[pack.pk])).content.decode()
        assert "Mẫu B: phiếu chi tiết" in page
        rubric = begin(client, form, pack)
        assert (rubric.total, len(rubric.items)) == (100, 28)
        assert layer_of(pack).minimums[0].minutes.value == 90
        shown = client.get(reverse("rubric_edit", args=[pack.pk, rubric.code])).content.decode()
        assert "Mục 4.5: tỷ lệ phát biểu (%) đúng 50" in shown

    def test_the_national_frame_and_the_two_sheets_can_be_begun_from(
        self, sign_in, form, commune, pack
    ) -> None:
        client = sign_in("superior", commune)
        assert begin(client, form, pack, "a").code == "template-a"
        client.post(
            reverse("rubric_drop", args=[pack.pk, "template-a"]), form(version=pack.version)
        )
        begin(client, form, pack, "d")
        assert [each.code for each in layer_of(pack).rubrics] == ["template-d1", "template-d2"]

    def test_a_line_is_written_with_a_scale_in_words(self, sign_in, form, commune, pack) -> None:
        client = sign_in("clerk", commune)
        rubric = begin(client, form, pack)
        address = reverse("rubric_line", args=[pack.pk, rubric.code, "2.1"])
        page = client.get(address).content.decode()
        assert "từ 75 đến dưới 90: 3" in page
        typed = line(
            pack,
            facts=["attendance"],
            scale="bands",
            measure="attendance_percent",
            bands="từ 95: 4\ntừ 80 đến dưới 95: 2,5\nDưới 80%: 0 điểm",
            **{"over_measure-1": "unexcused", "over_ends-1": "trên 0", "over_points-1": "1"},
        )
        assert client.post(address, form(**typed)).status_code == 302
        scale = rubric_of(pack).item("2.1").scale
        assert isinstance(scale, Bands)
        assert [points for _bound, points in scale.bands] == [4, Decimal("2.5"), 0]
        assert scale.overrides[0][0].told == "số người vắng không lý do trên 0"

    def test_a_line_is_left_to_the_superior_or_the_secretary_alone(
        self, sign_in, form, commune, pack
    ) -> None:
        client = sign_in("clerk", commune)
        rubric = begin(client, form, pack, "c")
        address = reverse("rubric_line", args=[pack.pk, rubric.code, "1"])
        for giver in ("superior", "secretary", ""):
            pack.refresh_from_db()
            typed = line(pack, max_points="15", given_by=giver)
            assert client.post(address, form(**typed)).status_code == 302
            pack.refresh_from_db()
            assert rubric_of(pack).item("1").given_by == giver
        refused = client.post(address, form(**line(pack, max_points="15", given_by="clerk")))
        assert refused.status_code == 422

    def test_full_marks_when_conditions_hold(self, sign_in, form, commune, pack) -> None:
        client = sign_in("clerk", commune)
        rubric = begin(client, form, pack, "c")
        address = reverse("rubric_line", args=[pack.pk, rubric.code, "1"])
        typed = line(pack, max_points="15", scale="full")
        assert client.post(address, form(**typed)).status_code == 422
        typed |= {"full_measure-1": "papers_lead_days", "full_ends-1": "từ 1"}
        assert client.post(address, form(**typed)).status_code == 302
        assert isinstance(rubric_of(pack).item("1").scale, FullWhen)

    @pytest.mark.parametrize(
        ("changed", "why"),
        [
            ({"bands": "khoảng 90: 4"}, "Chưa hiểu dòng"),
            ({"bands": "từ 90: bốn"}, "Chưa hiểu dòng"),
            ({"bands": ""}, "Hãy chọn thang tính theo gì"),
            ({"bands": "từ 90: 5"}, "nhiều hơn điểm tối đa"),
            ({"bands": "từ 90: 4\ntừ 80: 3"}, "two bands overlap"),
            ({"name": ""}, "Nội dung chấm"),
        ],
    )
    def test_a_scale_that_cannot_stand_comes_back_with_what_was_typed(
        self, sign_in, form, commune, pack, changed, why
    ) -> None:
        client = sign_in("clerk", commune)
        rubric = begin(client, form, pack)
        typed = line(pack, scale="bands", measure="attendance_percent", bands="từ 90: 4")
        answer = client.post(
            reverse("rubric_line", args=[pack.pk, rubric.code, "2.1"]), form(**typed | changed)
        )
        assert answer.status_code == 422
        assert why in answer.content.decode()

    def test_lines_and_criteria_are_put_in_order_and_headings_renamed(
        self, sign_in, form, commune, pack
    ) -> None:
        client = sign_in("superior", commune)
        rubric = begin(client, form, pack)
        address = reverse("rubric_order", args=[pack.pk, rubric.code])

        def post(**fields):
            pack.refresh_from_db()
            version = fields.pop("version", pack.version)
            client.post(address, form(version=version, **fields))
            return rubric_of(pack, rubric.code)

        first, second = rubric.criteria[:2]
        assert [c.name for c in post(di="xuong", **{"tieu-chi": 1}).criteria[:2]] == [
            second.name,
            first.name,
        ]
        line = post(muc="1.2", di="len").criteria[0].items
        assert [item.name for item in line] == [i.name for i in reversed(second.items)]
        assert post(ten="Tỷ lệ dự họp", **{"tieu-chi": 1}).criteria[0].name == "Tỷ lệ dự họp"
        seen = rubric_of(pack, rubric.code)
        for bad in ({"muc": "9.9", "di": "len"}, {"tieu-chi": "x", "di": "len"}, {"di": "len"}):
            assert post(**bad) == seen
        assert post(version=1, ten="Khác", **{"tieu-chi": 1}) == seen
        page = client.get(reverse("rubric_edit", args=[pack.pk, rubric.code])).content.decode()
        assert "Đổi thứ tự, tên tiêu chí" in page

    def test_lines_are_added_and_taken_away_and_only_a_hundred_can_be_adopted(
        self, sign_in, form, commune, pack
    ) -> None:
        client = sign_in("superior", commune)
        rubric = begin(client, form, pack, "c")
        new = reverse("rubric_line_new", args=[pack.pk, rubric.code])
        assert client.post(new + "?tieu-chi=2", form(**line(pack))).status_code == 302
        assert rubric_of(pack).total == 104
        shown = client.get(reverse("rubric_edit", args=[pack.pk, rubric.code])).content.decode()
        assert "Các mục cộng lại được 104 điểm" in shown
        with pytest.raises(CannotAdopt, match="104 điểm"):
            actions.adopt(
                actor=an_actor("superior", commune), number=pack.pk, version=pack.version, now=NOW
            )
        gone = reverse("rubric_line_drop", args=[pack.pk, rubric.code, "2.2"])
        client.post(gone, form(version=pack.version))
        assert rubric_of(pack).total == 100

    def test_whom_it_serves_what_caps_the_grade_and_the_year(
        self, sign_in, form, commune, pack
    ) -> None:
        client = sign_in("clerk", commune)
        rubric = begin(client, form, pack)
        address = reverse("rubric_edit", args=[pack.pk, rubric.code])
        typed = heading(
            rubric,
            pack,
            applies_to=["regular"],
            cell_types=["village"],
            **{
                "cap_measure-1": "unexcused_percent",
                "cap_ends-1": "trên 20",
                "cap_grade-1": "average",
                "year_grade-1": "good",
                "year_all-1": "fair",
                "year_count-1": "7",
                "year_of-1": "good",
            },
        )
        assert client.post(address, form(**typed)).status_code == 302
        changed = rubric_of(pack)
        assert changed.cell_types == {"village"}
        assert "trên 20: xếp loại cao nhất là Trung bình" in changed.knock_outs[0].told
        assert changed.year[0].told == "mọi buổi từ Khá trở lên, ít nhất 7 buổi Tốt"
        half = heading(changed, pack, **{"cap_measure-1": "unexcused_percent"})
        assert client.post(address, form(**half)).status_code == 422

    def test_two_rubrics_for_one_kind_of_meeting_are_refused_in_words(
        self, sign_in, form, commune, pack
    ) -> None:
        client = sign_in("clerk", commune)
        begin(client, form, pack, "b")
        address = reverse("rubric_begin", args=[pack.pk])
        answer = client.post(address, form(template="c", version=pack.version))
        assert answer.status_code == 422
        assert "cùng dùng cho một loại buổi" in answer.content.decode()
        assert len(layer_of(pack).rubrics) == 1

    def test_two_clerks_at_once_one_is_told(self, sign_in, form, commune, pack) -> None:
        client = sign_in("clerk", commune)
        rubric = begin(client, form, pack, "c")
        address = reverse("rubric_edit", args=[pack.pk, rubric.code])
        late = heading(rubric, pack)
        client.post(address, form(**heading(rubric, pack, name="Phiếu mới")))
        answer = client.post(address, form(**late))
        assert answer.status_code == 422
        assert "Người khác vừa lưu" in answer.content.decode()
        assert rubric_of(pack).name == "Phiếu mới"

    def test_an_adopted_rubric_is_never_edited_and_others_cannot_draft(
        self, sign_in, form, commune, pack
    ) -> None:
        client = sign_in("superior", commune)
        rubric = begin(client, form, pack)
        addresses = [
            reverse("rubric_begin", args=[pack.pk]),
            reverse("rubric_edit", args=[pack.pk, rubric.code]),
            reverse("rubric_line", args=[pack.pk, rubric.code, "2.1"]),
            reverse("rubric_line_new", args=[pack.pk, rubric.code]),
            reverse("rubric_trial", args=[pack.pk]),
        ]
        stranger = sign_in("superior", a_commune(name="Xã khác"))
        assert {stranger.get(address).status_code for address in addresses} == {404}
        assert {client.get(address).status_code for address in addresses} == {200}
        actions.adopt(
            actor=an_actor("superior", commune), number=pack.pk, version=pack.version, now=NOW
        )
        assert {client.get(address).status_code for address in addresses[:4]} == {404}


class TestTrying:
    @pytest.fixture
    def ours(self) -> CellMonth:
        return CellMonth()

    def drafted(self, ours, rubric_text):
        written = PackDraft(
            "15-QĐ/ĐU", "Quy định", "Điều 4", date(2026, 11, 1), date(2026, 12, 1), rubric_text
        )
        return actions.draft(actor=ours.superior, unit_id=ours.commune.pk, written=written, now=NOW)

    def test_sheets_whose_result_would_change_are_listed_and_nothing_is_written(
        self, sign_in, form, ours
    ) -> None:
        meeting = ours.hold()
        client = sign_in("superior", ours.commune)
        pack = self.drafted(ours, LENGTH)
        begin(client, form, pack, "a")
        kept = list(ScoreSheet.objects.unscoped("a test").values())
        address = reverse("rubric_trial", args=[pack.pk])
        trial = client.get(address).context["trial"]
        assert (trial.looked_at, trial.differing, trial.open) == (1, 0, 0)
        typed = line(
            pack,
            name=rubric_of(pack).item("6").name,
            max_points="30",
            scale="bands",
            measure="speaker_percent",
            bands="trên 60: 30\nđến 60: 15",
        )
        client.post(reverse("rubric_line", args=[pack.pk, "template-a", "6"]), form(**typed))
        page = client.get(address)
        (row,) = page.context["trial"].rows
        assert row.sheet.meeting_id == meeting.pk
        assert (row.tried.least, row.tried.most, row.grade_changes) == (85, 85, True)
        assert "Mục 6: 30 thành 15 điểm." in page.content.decode()
        assert list(ScoreSheet.objects.unscoped("a test").values()) == kept

    def test_a_line_nobody_judged_yet_stays_open_and_is_not_guessed(
        self, sign_in, form, ours
    ) -> None:
        ours.hold()
        client = sign_in("superior", ours.commune)
        pack = self.drafted(ours, LENGTH)
        begin(client, form, pack, "b")
        trial = client.get(reverse("rubric_trial", args=[pack.pk])).context["trial"]
        assert (trial.looked_at, trial.differing, trial.open) == (1, 0, 1)

    def test_as_many_queries_for_many_meetings_as_for_one(
        self, sign_in, form, ours, django_assert_max_num_queries
    ) -> None:
        client = sign_in("superior", ours.commune)
        pack = self.drafted(ours, LENGTH)
        begin(client, form, pack, "a")
        client.get(reverse("rubric_trial", args=[pack.pk]))
        asked = []
        for _month in range(2):
            ours.hold(task="")
            ours.next_month()
            with django_assert_max_num_queries(60) as found:
                client.get(reverse("rubric_trial", args=[pack.pk]) + "?den=31/12/2026")
            asked.append(len(found.captured_queries))
        assert asked[0] == asked[1]
