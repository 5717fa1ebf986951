"""What one cell worked out is there for others: found, taken over, talked about, taken back."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.areas.documents.contents import CannotLookInside
from chibo.areas.documents.harm import HarmfulFile
from chibo.areas.documents.secrecy import MarkedSecret
from chibo.areas.organisation.models import Unit
from chibo.areas.topics.actions import (
    Offered,
    add_file,
    approve,
    change_shared,
    remove_file,
    return_topic,
    share_topic,
    take_over,
    withdraw_topic,
    write_remark,
)
from chibo.areas.topics.errors import BadFile, BadRemark, BadTopic
from chibo.areas.topics.models import PlannedTopic, Topic, TopicFile
from chibo.areas.topics.queries import get_topic, library, sharing_bodies, shown_topic
from chibo.core.actor import Actor
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from chibo.core.periods import Month
from tests.factories import a_cell, a_commune, a_held_meeting, a_province, a_unit, an_actor
from tests.factories.pdfs import a_pdf
from tests.months import at

pytestmark = pytest.mark.django_db

NOW = at(date(2026, 11, 3))
TITLE = "Phân loại rác tại nhà"


class World:
    """Two communes of a province, two cells in the first, one in the second."""

    def __init__(self) -> None:
        self.province = a_province()
        self.commune, self.other = a_commune(self.province), a_commune(self.province, "Xã Bên")
        self.maker, self.taker = a_cell(self.commune), a_cell(self.commune, "Chi bộ thôn Tây")
        self.far = a_cell(self.other, "Chi bộ xã Bên")

    def share(self, shared_in: Unit | None = None, **more: Any) -> Topic:
        offered = {
            "title": TITLE,
            "summary": "Ba thùng rác, làm mẫu tại một hộ.",
            "form": "practice",
            "shared_in_id": (shared_in or self.commune).pk,
        }
        return share_topic(
            actor=of(self.maker), unit_id=self.maker.pk, offered=Offered(**offered | more), now=NOW
        )


def of(unit: Unit, role: str = "secretary") -> Actor:
    return an_actor(role, unit)


@pytest.fixture
def world() -> World:
    return World()


def take(topic: Topic, cell: Unit) -> PlannedTopic:
    return take_over(actor=of(cell), topic_id=topic.pk, unit_id=cell.pk, now=NOW)


def upload(name: str, content: bytes = a_pdf(["Ba thùng"])) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def slides(*lines: str) -> bytes:
    drawn = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    slide = f'<p xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{drawn}</p>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("ppt/presentation.xml", "<p/>")
        archive.writestr("ppt/slides/slide1.xml", slide)
    return out.getvalue()


class TestWhoSees:
    def test_cells_of_the_same_dang_bo_and_the_committees_above_see_it(self, world: World) -> None:
        topic = world.share()
        for actor in (
            of(world.taker),
            of(world.commune, "superior"),
            of(world.commune, "clerk"),
            of(world.province, "superior"),
        ):
            assert [row for row, _uses in library(actor).rows] == [topic]

    def test_another_dang_bo_does_not_see_it_unless_it_is_shared_further_up(
        self, world: World
    ) -> None:
        near, wide = world.share(), world.share(world.province, title="Nước sạch")
        for actor in (of(world.far), of(world.other, "superior")):
            assert [row for row, _uses in library(actor).rows] == [wide]
            with pytest.raises(NotThere):
                get_topic(actor, near.pk)
            with pytest.raises(NotThere):
                take_over(actor=actor, topic_id=near.pk, unit_id=world.far.pk, now=NOW)

    def test_who_has_no_role_with_the_plan_sees_nothing(self, world: World) -> None:
        world.share()
        assert library(of(world.maker, "member")).rows == ()

    def test_where_the_dang_bo_was_merged_its_heir_sees_it_on(self, world: World) -> None:
        topic = world.share()
        world.commune.ended_before, world.commune.heir = date(2026, 11, 2), world.other
        world.commune.save()
        assert get_topic(of(world.far), topic.pk) == topic
        assert get_topic(of(world.other, "superior"), topic.pk) == topic

    def test_it_is_shared_at_home_or_above_never_beside(self, world: World) -> None:
        assert [unit.name for unit in sharing_bodies(world.maker)] == [
            world.commune.name,
            world.province.name,
        ]
        with pytest.raises(BadTopic, match="cấp trên của mình"):
            world.share(world.other)


class TestSharing:
    @pytest.mark.parametrize(
        ("more", "refusal"),
        [
            ({"title": ""}, BadTopic),
            ({"summary": "  "}, BadTopic),
            ({"summary": "x" * 4001}, BadTopic),
            ({"form": "dance"}, BadTopic),
            ({"summary": "Mở đầu\nTỐI MẬT\nnội dung"}, MarkedSecret),
        ],
    )
    def test_what_makes_no_sense_is_refused(
        self, world: World, more: dict[str, str], refusal: type[Exception]
    ) -> None:
        with pytest.raises(refusal):
            world.share(**more)

    def test_it_is_found_by_words_without_accents_and_by_form(self, world: World) -> None:
        topic = world.share()
        world.share(title="Nước sạch", form="talk")
        actor = of(world.taker)
        assert [row for row, _ in library(actor, text="phan loai thung rac").rows] == [topic]
        assert [row for row, _ in library(actor, form="practice").rows] == [topic]
        assert library(actor, text="khong co").rows == ()

    def test_only_who_works_for_the_maker_changes_it_and_not_over_somebody_else(
        self, world: World
    ) -> None:
        topic = world.share()
        offered = Offered("Rác", "Ngắn.", "talk", world.commune.pk)
        with pytest.raises(NotAllowed):
            change_shared(
                actor=of(world.taker), topic_id=topic.pk, offered=offered, version=1, now=NOW
            )
        mine = of(world.maker)
        change_shared(actor=mine, topic_id=topic.pk, offered=offered, version=1, now=NOW)
        with pytest.raises(ChangedMeanwhile):
            change_shared(actor=mine, topic_id=topic.pk, offered=offered, version=1, now=NOW)

    def test_withdrawn_it_is_no_longer_listed_nor_taken_and_comes_back(self, world: World) -> None:
        topic = world.share()
        row = take(topic, world.taker)
        withdraw_topic(actor=of(world.maker), topic_id=topic.pk, version=1, now=NOW)
        assert library(of(world.taker)).rows == ()
        assert get_topic(of(world.taker), topic.pk) == topic
        with pytest.raises(BadTopic, match="đã rút"):
            take(topic, world.maker)
        row.refresh_from_db()
        assert row.source == topic
        return_topic(actor=of(world.maker), topic_id=topic.pk, now=NOW)
        assert len(library(of(world.taker)).rows) == 1


class TestFiles:
    def add(self, world: World, topic: Topic, file: SimpleUploadedFile) -> TopicFile:
        return add_file(actor=of(world.maker), topic_id=topic.pk, file=file, now=NOW)

    def test_slides_are_kept_and_taken_away(
        self, world: World, tmp_path: Any, settings: Any
    ) -> None:
        settings.MEDIA_ROOT = tmp_path
        topic = world.share()
        row = self.add(world, topic, upload("Rác thải.pptx", slides("Phân loại rác")))
        assert (row.name, shown_topic(of(world.taker), topic.pk).files) == ("Rác thải.pptx", (row,))
        for _twice in range(2):
            remove_file(actor=of(world.maker), topic_id=topic.pk, file_id=row.pk, now=NOW)
        assert not TopicFile.objects.exists()

    @pytest.mark.parametrize(
        ("name", "content", "refusal"),
        [
            ("ke-hoach-MAT.pdf", a_pdf(["Kế hoạch"]), None),
            ("Tài liệu Tối mật.pdf", b"%PDF-1", MarkedSecret),
            ("bai.pptx", slides("Mở đầu", "MẬT"), MarkedSecret),
            ("bai.pptx", b"PK\x03\x04 hong", CannotLookInside),
            ("bai.exe", b"MZ", HarmfulFile),
            ("bai", b"%PDF-1", HarmfulFile),
            ("anh.png", b"MZ khong phai anh", HarmfulFile),
            ("to.pdf", b"%PDF-" + b"x" * (10 * 1024 * 1024), BadFile),
        ],
    )
    def test_secret_large_and_unknown_files_are_refused(
        self,
        world: World,
        tmp_path: Any,
        settings: Any,
        name: str,
        content: bytes,
        refusal: type[Exception] | None,
    ) -> None:
        settings.MEDIA_ROOT = tmp_path
        topic = world.share()
        if refusal is None:
            self.add(world, topic, upload(name, content))
            return
        with pytest.raises(refusal):
            self.add(world, topic, upload(name, content))
        assert not TopicFile.objects.exists()

    def test_ten_files_are_enough(self, world: World, tmp_path: Any, settings: Any) -> None:
        settings.MEDIA_ROOT = tmp_path
        topic = world.share()
        for number in range(10):
            self.add(world, topic, upload(f"{number}.pdf"))
        with pytest.raises(BadFile, match="nhiều nhất 10 tệp"):
            self.add(world, topic, upload("11.pdf"))

    def test_another_cell_adds_none(self, world: World) -> None:
        topic = world.share()
        with pytest.raises(NotAllowed):
            add_file(actor=of(world.taker), topic_id=topic.pk, file=upload("a.pdf"), now=NOW)


class TestTakingOver:
    def test_one_click_puts_it_into_the_quarter_without_a_topic(self, world: World) -> None:
        topic = world.share()
        row = take(topic, world.taker)
        assert (row.title, row.round, row.state, row.source) == (
            TITLE,
            Month(2026, 11),
            "draft",
            topic,
        )
        assert AuditEvent.objects.latest("id").action == "topic.planned"

    def test_two_clicks_put_it_there_once(self, world: World) -> None:
        topic = world.share()
        assert take(topic, world.taker) == take(topic, world.taker)

    def test_a_quarter_that_had_its_meeting_is_passed_over(self, world: World) -> None:
        a_held_meeting(world.taker, date(2026, 10, 5), kind="combined")
        assert take(world.share(), world.taker).round == Month(2027, 2)

    def test_nobody_takes_it_for_another_cell(self, world: World) -> None:
        topic = world.share()
        with pytest.raises(NotThere):
            take_over(actor=of(world.taker), topic_id=topic.pk, unit_id=world.maker.pk, now=NOW)
        with pytest.raises(NotAllowed):
            take_over(
                actor=of(world.commune, "superior"),
                topic_id=topic.pk,
                unit_id=world.taker.pk,
                now=NOW,
            )

    def test_who_used_it_and_when_is_told_once_the_chi_uy_agreed(self, world: World) -> None:
        topic = world.share()
        row = take(topic, world.taker)
        assert shown_topic(of(world.maker), topic.pk).uses == ()
        approve(
            actor=of(world.taker),
            unit_id=world.taker.pk,
            seen={row.pk: 1},
            on=NOW.date(),
            now=NOW,
        )
        (use,) = shown_topic(of(world.maker), topic.pk).uses
        assert (use.unit, use.round) == (world.taker, Month(2026, 11))
        assert library(of(world.maker)).rows == ((topic, 1),)


class TestRemarks:
    def say(self, world: World, topic: Topic, text: str, version: int = 0) -> Any:
        return write_remark(
            actor=of(world.taker),
            topic_id=topic.pk,
            unit_id=world.taker.pk,
            text=text,
            version=version,
            now=NOW,
        )

    def test_a_cell_speaks_after_it_held_the_topic_and_once(self, world: World) -> None:
        topic = world.share()
        with pytest.raises(BadRemark, match="chưa sinh hoạt"):
            self.say(world, topic, "Hay")
        take(topic, world.taker)
        with pytest.raises(BadRemark):
            self.say(world, topic, "Hay")
        a_held_meeting(world.taker, date(2026, 11, 2), kind="combined")
        self.say(world, topic, "Nên có thêm hình ảnh.")
        with pytest.raises(ChangedMeanwhile):
            self.say(world, topic, "Người khác cùng lúc")
        self.say(world, topic, "Đã có hình ảnh.", version=1)
        (remark,) = shown_topic(of(world.maker), topic.pk).remarks
        assert (remark.text, remark.unit) == ("Đã có hình ảnh.", world.taker)
        assert self.say(world, topic, " ", version=2) is None
        assert shown_topic(of(world.maker), topic.pk).remarks == ()

    def test_too_long_and_secret_remarks_are_refused(self, world: World) -> None:
        with pytest.raises(BadRemark):
            self.say(world, world.share(), "x" * 501)
        with pytest.raises(MarkedSecret):
            self.say(world, world.share(), "TỐI MẬT")


def test_many_topics_cost_as_many_questions_as_few(world: World) -> None:
    other = a_unit(parent=world.commune, kind="chi_bo_truc_thuoc")

    def asked(count: int) -> tuple[int, int]:
        for number in range(count):
            topic = world.share(title=f"Chuyên đề {number}")
            for cell in (world.taker, other):
                PlannedTopic.objects.create(
                    unit=cell,
                    month=date(2030 + Topic.objects.unscoped("a test").count(), 1, 1),
                    title=topic.title,
                    kind="combined",
                    source=topic,
                )
        with CaptureQueriesContext(connection) as seen:
            library(of(world.taker))
        with CaptureQueriesContext(connection) as opened:
            shown_topic(of(world.taker), topic.pk)
        return len(seen), len(opened)

    assert asked(1) == asked(30) == (3, 4)
