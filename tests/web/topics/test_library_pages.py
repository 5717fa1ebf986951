"""The pages of the library of topics."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from chibo.areas.organisation.models import Unit
from chibo.areas.topics.models import PlannedTopic, Topic, TopicFile, TopicRemark
from tests.factories import a_cell, a_commune, a_held_meeting
from tests.factories.pdfs import a_pdf

pytestmark = pytest.mark.django_db

Fill = Callable[..., dict[str, Any]]
SignIn = Callable[..., Client]
SHELF = "topic_library"


@pytest.fixture(autouse=True)
def _day(today_is: Callable[[str], None], settings: Any, tmp_path: Any) -> None:
    today_is("2026-11-03")
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def commune() -> Unit:
    return a_commune()


def typed(form: Fill, commune: Unit, **more: Any) -> dict[str, Any]:
    said = {"title": "Phân loại rác", "summary": "Ba thùng.", "form": "practice"}
    return form(**said | {"shared_in_id": commune.pk} | more)


def test_shared_found_taken_over_held_and_talked_about(
    sign_in: SignIn, form: Fill, commune: Unit
) -> None:
    maker, taker = a_cell(commune), a_cell(commune, "Chi bộ thôn Tây")
    one, other = sign_in("secretary", maker), sign_in("secretary", taker)
    assert "Thư viện chưa có chuyên đề nào" in one.get(reverse(SHELF)).content.decode()
    fields = typed(form, commune)
    for _click in range(2):
        one.post(reverse("topic_share", args=[maker.pk]), fields)
    topic = Topic.objects.unscoped("a test").get()
    page = reverse("topic", args=[topic.pk])

    file = SimpleUploadedFile("Bài.pdf", a_pdf(["Phân loại rác"]))
    assert one.post(reverse("topic_file_add", args=[topic.pk]), form(file=file))["Location"] == page
    stored = TopicFile.objects.get()
    answer = other.get(reverse("topic_file", args=[topic.pk, stored.pk]))
    assert answer["Content-Disposition"].startswith("attachment")

    found = other.get(reverse(SHELF), {"q": "phan loai", "hinh-thuc": "practice"})
    assert "Phân loại rác" in found.content.decode()
    assert "Không thấy chuyên đề nào" in other.get(reverse(SHELF), {"q": "xyz"}).content.decode()
    answer = other.post(reverse("topic_take", args=[topic.pk]), form(unit_id=taker.pk))
    row = PlannedTopic.objects.unscoped("a test").get()
    assert answer["Location"] == reverse("topic_change", args=[row.pk])
    PlannedTopic.objects.unscoped("a test").update(state="approved", approved_on=date(2026, 11, 2))
    a_held_meeting(taker, date(2026, 11, 2), kind="combined")
    assert "Chi bộ thôn Tây" in one.get(page).content.decode()
    remark = reverse("topic_remark", args=[topic.pk])
    other.post(remark, form(unit_id=taker.pk, version=0, text="Nên có hình ảnh."))
    assert TopicRemark.objects.get().text == "Nên có hình ảnh."
    said = other.post(remark, form(unit_id=taker.pk, version=0, text="Khác"), follow=True)
    assert "Người khác vừa lưu" in said.content.decode()


def test_a_held_topic_of_the_plan_is_offered_with_its_name(sign_in: SignIn, commune: Unit) -> None:
    cell = a_cell(commune)
    row = PlannedTopic.objects.create(
        unit=cell, month=date(2026, 10, 1), title="Nước sạch", kind="combined"
    )
    secretary = sign_in("secretary", cell)
    address = reverse("topic_share", args=[cell.pk])
    assert secretary.get(address, {"tu": row.pk}).context["form"].initial["title"] == "Nước sạch"
    assert secretary.get(address, {"tu": "999999"}).context["form"].initial["title"] == ""


def test_what_is_refused_is_said_on_the_page(sign_in: SignIn, form: Fill, commune: Unit) -> None:
    cell = a_cell(commune)
    secretary = sign_in("secretary", cell)
    share = reverse("topic_share", args=[cell.pk])
    page = secretary.post(share, typed(form, commune, summary="TỐI MẬT"))
    assert page.status_code == 422
    assert "độc lập" in page.content.decode()
    secretary.post(share, typed(form, commune))
    topic = Topic.objects.unscoped("a test").get()
    bad = SimpleUploadedFile("a.exe", b"MZ")
    page = secretary.post(reverse("topic_file_add", args=[topic.pk]), form(file=bad))
    assert page.status_code == 422
    assert "Chưa nhận loại tệp" in page.content.decode()
    change = reverse("topic_reword", args=[topic.pk])
    assert secretary.post(change, typed(form, commune, title="Rác", version=1)).status_code == 302
    page = secretary.post(change, typed(form, commune, title="Cây", version=1))
    assert [row.theirs for row in page.context["conflicts"]] == ["Rác"]
    secretary.post(reverse("topic_withdraw", args=[topic.pk]), form(version=2))
    assert "đã rút" in secretary.get(reverse("topic", args=[topic.pk])).content.decode()
    secretary.post(reverse("topic_return", args=[topic.pk]), form())
    topic.refresh_from_db()
    assert topic.withdrawn_on is None


def test_another_dang_bo_gets_nothing(sign_in: SignIn, form: Fill, commune: Unit) -> None:
    cell, far = a_cell(commune), a_cell(a_commune(), "Chi bộ xã Bên")
    one = sign_in("secretary", cell)
    one.post(reverse("topic_share", args=[cell.pk]), typed(form, commune))
    topic = Topic.objects.unscoped("a test").get()
    file = SimpleUploadedFile("Bài.pdf", a_pdf(["Phân loại rác"]))
    one.post(reverse("topic_file_add", args=[topic.pk]), form(file=file))
    stranger = sign_in("secretary", far)
    assert "Ba thùng." not in stranger.get(reverse(SHELF)).content.decode()
    for name, args in (
        ("topic", [topic.pk]),
        ("topic_reword", [topic.pk]),
        ("topic_file", [topic.pk, TopicFile.objects.get().pk]),
        ("topic_share", [cell.pk]),
    ):
        assert stranger.get(reverse(name, args=args)).status_code == 404, name
    stranger.post(reverse("topic_take", args=[topic.pk]), form(unit_id=far.pk))
    assert not PlannedTopic.objects.unscoped("a test").exists()
    neighbour = sign_in("secretary", a_cell(commune, "Chi bộ thôn Tây"))
    assert neighbour.get(reverse("topic_reword", args=[topic.pk])).status_code == 403
    assert sign_in("member", cell).get(reverse(SHELF)).status_code == 403


def test_the_library_asks_as_often_for_many_topics(
    sign_in: SignIn, commune: Unit, django_assert_num_queries: Any
) -> None:
    cell = a_cell(commune)
    secretary = sign_in("secretary", cell)
    for number in range(25):
        Topic.objects.create(
            maker=cell,
            shared_in=commune,
            title=f"Chuyên đề {number}",
            summary="x",
            form="talk",
            search_key="x",
            shared_on=date(2026, 1, 1),
        )
    secretary.get(reverse(SHELF))
    with django_assert_num_queries(6):
        page = secretary.get(reverse(SHELF))
    assert len(page.context["library"].rows) == 20
