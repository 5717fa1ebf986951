"""An office's own Word template: checked with places, tried on real records, used, dropped."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chibo.areas.documents.actions import bring_template, use_template
from chibo.areas.documents.checking import BadTemplate, check_template
from chibo.areas.documents.examples import fields_of, paper_classes
from chibo.areas.documents.models import OwnTemplate, PaperNumber
from chibo.areas.documents.rendering import shipped_template
from chibo.areas.documents.secrecy import MarkedSecret
from chibo.areas.documents.templates import find_own
from chibo.areas.members.actions import assign_mentor
from chibo.areas.periodic.actions import begin
from chibo.areas.periodic.models import Asking
from chibo.areas.periodic.periods import Period
from chibo.areas.remedies.models import Shortcoming
from chibo.areas.reports.papers import meeting_paper
from chibo.areas.reports.papers.previewing import preview
from chibo.areas.summations.actions import Frame
from chibo.areas.summations.actions import begin as sum_up
from chibo.core import clock
from chibo.core.errors import NotThere
from chibo.core.models import AuditEvent
from tests.committees import Committee
from tests.factories import a_cell, a_commune, a_member, an_actor
from tests.months import CellMonth
from tests.web.conftest import SignIn

Fill = Callable[..., dict[str, Any]]
TODAY = date(2026, 11, 3)


def a_template(*paragraphs: str, cell: str = "") -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if cell:
        document.add_table(2, 2).cell(1, 0).text = cell
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(content: bytes, name: str, text: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, text)
    return out.getvalue()


def faults(kind: str, content: bytes) -> list[tuple[str, str]]:
    with pytest.raises(BadTemplate) as refusal:
        check_template(kind, "mau.docx", content)
    return [(fault.place, fault.text) for fault in refusal.value.faults]


@pytest.mark.parametrize("kind", paper_classes())
def test_the_shipped_templates_pass_and_every_field_is_listed_with_an_example(kind: str) -> None:
    check_template(kind, "mau.docx", shipped_template(kind, TODAY).read_bytes())
    listed = fields_of(kind)
    assert {"heading.issuing_name", "subject"} <= {each.name for each in listed}
    assert all(each.holds for each in listed)


def test_what_is_wrong_is_told_with_its_place_and_the_nearest_right_name() -> None:
    content = a_template(
        "{{ subject }}", "{{ vanue }}", "{{ venue|sentense }}", "{{ venue", cell="{{ meting_kind }}"
    )
    assert faults("notice", content) == [
        ("đoạn 2", "Không có trường “vanue” trong “{{ vanue }}”. Có phải “venue”?"),
        (
            "đoạn 3",
            "Không có trường “sentense” trong “{{ venue|sentense }}”. Có phải “sentence”?",
        ),
        ("đoạn 4", "Ngoặc mở và ngoặc đóng không khớp: “{{ venue”."),
        (
            "bảng 1, hàng 2, cột 1",
            "Không có trường “meting_kind” trong “{{ meting_kind }}”. Có phải “meeting_kind”?",
        ),
    ]
    assert faults("notice", a_template("A", "{{ heading.plase }}")) == [
        ("đoạn 2", "Không có trường “plase” trong “{{ heading.plase }}”. Có phải “place”?")
    ]
    open_block = faults("notice", a_template("{%p if venue %}", "{{ venue }}"))
    assert "endif" in open_block[0][1]
    assert "cú pháp" in faults("notice", a_template("{{ venue + }}"))[0][1]


def test_a_template_runs_in_a_sandbox() -> None:
    escape = "{{ subject.__class__.__mro__ }}"
    assert faults("notice", a_template(escape))


def test_other_files_macros_links_and_secrets_are_refused() -> None:
    plain = a_template("{{ subject }}")
    link = b'<Relationship TargetMode="External" Target="http://x/"/>'
    for content in (
        b"khong phai word",
        with_part(plain, "word/vbaProject.bin", b"x"),
        with_part(plain, "word/embeddings/a.bin", b"x"),
        with_part(plain, "word/_rels/more.xml.rels", link),
        with_part(plain, "word/big.xml", b" " * 41 * 1024 * 1024),
        plain + b"x" * (2 * 1024 * 1024),
    ):
        with pytest.raises(BadTemplate):
            check_template("notice", "mau.docx", content)
    with pytest.raises(BadTemplate):
        check_template("notice", "mau.docm", plain)
    with pytest.raises(MarkedSecret):
        check_template("notice", "mau.docx", a_template("TỐI MẬT", "{{ subject }}"))


def test_brought_tried_used_for_those_below_and_dropped(
    db: None, today_is: Callable[[str], None], sign_in: SignIn, form: Fill
) -> None:
    today_is("2026-11-03")
    ours = CellMonth()
    meeting = ours.sit(ours.prepare())
    client = sign_in("clerk", ours.commune)
    page = reverse("template_kind", args=[ours.commune.pk, "notice"])

    def bring(content: bytes) -> Any:
        return client.post(page, form(file=SimpleUploadedFile("Mẫu xã.docx", content)))

    refused = bring(a_template("{{ vanue }}"))
    assert refused.status_code == 422
    assert "Có phải “venue”?" in refused.content.decode()
    assert "đoạn 1" in refused.content.decode()
    assert bring(a_template("Giấy mời của xã: {{ subject }}")).status_code == 302
    row = OwnTemplate.objects.unscoped("a test").get()
    assert find_own(ours.cell.path, "notice", TODAY) is None, "still a draft"

    tried = client.get(reverse("preview_template", args=[row.pk]), {"chi_bo": ours.cell.code})
    assert words(tried.content)[0].startswith("Giấy mời của xã: sinh hoạt chi bộ")
    for _click in range(2):
        client.post(reverse("use_template", args=[row.pk]), form())
    assert find_own(ours.cell.path, "notice", TODAY) == row
    assert find_own(ours.cell.path, "notice", date(2026, 11, 2)) is None, "earlier papers stay"

    def made() -> bytes:
        return meeting_paper(
            actor=ours.secretary, kind="notice", meeting_id=meeting.pk, now=clock.now()
        ).content

    assert words(made())[0].startswith("Giấy mời của xã")
    event = AuditEvent.objects.filter(action="paper.made").latest("pk")
    assert event.changes["template"] == f"template:{row.pk}"

    bring(a_template("Mẫu hai: {{ subject }}"))
    second = OwnTemplate.objects.unscoped("a test").latest("pk")
    client.post(reverse("use_template", args=[second.pk]), form())
    row.refresh_from_db()
    assert row.ends_before == TODAY
    assert words(made())[0].startswith("Mẫu hai")
    client.post(reverse("drop_template", args=[second.pk]), form())
    assert "THÔNG BÁO" in words(made()), "the shipped one"
    assert (
        "Mẫu hai"
        not in client.get(reverse("unit_templates", args=[ours.commune.pk])).content.decode()
    )
    assert client.get(reverse("own_template", args=[row.pk])).content == bytes(row.content)
    assert client.get(page.rstrip("/") + "/co-san.docx").status_code == 200


def test_nobody_else_brings_or_reads_them(
    db: None, today_is: Callable[[str], None], sign_in: SignIn, form: Fill
) -> None:
    today_is("2026-11-03")
    commune = a_commune()
    cell = a_cell(commune)
    clerk = sign_in("clerk", commune)
    file = SimpleUploadedFile("a.docx", a_template("{{ subject }}"))
    clerk.post(reverse("template_kind", args=[commune.pk, "notice"]), form(file=file))
    row = OwnTemplate.objects.unscoped("a test").get()
    stranger = sign_in("secretary", a_cell(a_commune()))
    for name in ("own_template", "preview_template"):
        assert stranger.get(reverse(name, args=[row.pk])).status_code == 404
    stranger.post(reverse("use_template", args=[row.pk]), form())
    row.refresh_from_db()
    assert row.starts_on is None
    assert (
        sign_in("superior", commune).get(reverse("unit_templates", args=[commune.pk])).status_code
        == 403
    )
    assert clerk.get(reverse("template_kind", args=[cell.pk, "nothing"])).status_code == 404


def words(content: bytes) -> list[str]:
    return [p.text for p in docx.Document(io.BytesIO(content)).paragraphs if p.text]


def test_a_numbered_paper_stays_with_the_template_it_was_issued_with(
    db: None, today_is: Callable[[str], None]
) -> None:
    today_is("2026-11-03")
    ours = CellMonth()
    clerk = an_actor("clerk", ours.commune)

    def use(text: str) -> OwnTemplate:
        row = bring_template(
            actor=clerk,
            unit=ours.commune,
            file_kind="resolution",
            name="mau.docx",
            content=a_template(text),
            now=clock.now(),
        )
        return use_template(actor=clerk, template_id=row.pk, now=clock.now())

    first = use("Mẫu một: {{ subject }}")
    meeting = ours.hold()
    number = PaperNumber.objects.unscoped("a test").get(paper_kind="NQ")
    assert (number.template, number.has_own_template) == (f"template:{first.pk}", True)
    use("Mẫu hai: {{ subject }}")
    made = meeting_paper(
        actor=ours.secretary, kind="resolution", meeting_id=meeting.pk, now=clock.now()
    )
    assert words(made.content)[0].startswith("Mẫu một: sinh hoạt chi bộ")
    report = ours.submit(ours.begin_report())
    told = PaperNumber.objects.unscoped("a test").get(ref=report.ref)
    assert (told.template, told.has_own_template) == ("shipped:papers-hd05-2026", False)


def test_every_kind_is_tried_on_a_real_record(db: None, today_is: Callable[[str], None]) -> None:
    """All kinds out of one cell's records; where there is no record the refusal says so."""
    today_is("2026-11-21")
    committee = Committee()
    committee.held()
    ours = committee.ours
    meeting = ours.sit(committee.meeting)
    ours.rest_present(meeting)
    ours.note(meeting, "next_month", "Ra quân.")
    ours.assign(meeting, "Rà soát hộ nghèo")
    ours.score(meeting)
    ours.close(meeting)
    ours.submit(ours.begin_report())
    new = a_member(ours.cell, "Hoàng Thị Mới", joined_on=date(2026, 5, 19), full_on=None)
    assign_mentor(
        actor=ours.secretary,
        candidate_id=new.pk,
        mentor_id=ours.people[0].pk,
        on=date(2026, 11, 20),
        now=clock.now(),
    )
    Shortcoming.objects.create(unit=ours.cell, year=2025, title="Học nghị quyết còn chậm")
    clerk = an_actor("clerk", ours.commune)
    october = Period.parse("2026-10")
    asked = {"form": "month", "starts_on": october.starts_on, "by_name": "Đỗ Thị Hạnh"}
    Asking.objects.create(unit=ours.commune, **asked)
    begin(actor=clerk, unit_id=ours.commune.pk, form="month", period=october, now=clock.now())
    frame = Frame("Tổng kết", 2026, 2026, paper="Nghị quyết số 22-NQ/TW")
    sum_up(actor=clerk, unit_id=ours.commune.pk, frame=frame, now=clock.now())
    both = replace(clerk, grants=(*clerk.grants, *ours.secretary.grants))
    tried: set[str] = set()
    refused: dict[str, str] = {}
    for kind in paper_classes():
        template = bring_template(
            actor=clerk,
            unit=ours.commune,
            file_kind=kind,
            name="mau.docx",
            content=a_template("Mẫu thử: {{ heading.issuing_name }}: {{ subject }}"),
            now=clock.now(),
        )
        try:
            made = preview(actor=both, template=template, unit=ours.commune, now=clock.now())
        except NotThere as refusal:
            refused[kind] = refusal.message
        else:
            assert words(made.content)[0].startswith("Mẫu thử: ")
            tried.add(kind)
    assert all("chưa có hồ sơ nào" in told for told in refused.values())
    assert set(refused) == {
        *("transfer", "unit_decision", "dues_list", "dues_report", "dues_receipt"),
        *("draft", "ballots", "exemption"),
    }
    assert tried | set(refused) == set(paper_classes())
