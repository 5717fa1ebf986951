"""A month's papers of all cells in one file."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from django.urls import reverse

from chibo.areas.reports.bundling import make_bundle
from chibo.areas.reports.models import PaperBundle
from chibo.core import clock
from tests.factories import a_cell, a_commune
from tests.months import CellMonth
from tests.web.conftest import SignIn

Fill = Callable[..., dict[str, Any]]


@pytest.fixture
def ours(db: None, today_is: Callable[[str], None], settings: Any) -> CellMonth:
    today_is("2026-11-03")
    settings.CHIBO_JOBS = "inline"
    return CellMonth()


def test_the_papers_of_every_cell_of_the_month_and_of_no_other(
    ours: CellMonth, sign_in: SignIn, form: Fill
) -> None:
    ours.sit(ours.prepare())
    other = CellMonth(commune=ours.commune)
    other.prepare()
    stranger = CellMonth()
    stranger.prepare()
    client = sign_in("clerk", ours.commune)
    page = reverse("paper_bundles", args=[ours.commune.pk])
    sent = form(month="11/2026")
    for _click in range(2):
        client.post(page, sent)
    bundle = PaperBundle.objects.unscoped("a test").get()
    assert (bundle.state, bundle.done, bundle.total) == ("done", 2, 2)
    assert f"{bundle.papers} văn bản" in client.get(page).content.decode()
    answer = client.get(reverse("paper_bundle", args=[bundle.pk]))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        first = docx.Document(io.BytesIO(archive.read(names[0])))
    assert "THÔNG BÁO" in [p.text for p in first.paragraphs]
    assert len(names) == bundle.papers
    above = {name for name in names if "/" not in name}
    assert {name.split("-2026")[0] for name in above} == {
        "lich-du-sinh-hoat-chi-bo",
        "bao-cao-dang-phi",
    }
    assert {name.partition("(")[2].partition(")")[0] for name in names if "/" in name} == {
        ours.cell.code,
        other.cell.code,
    }
    make_bundle(bundle.pk, clock.now())
    assert PaperBundle.objects.unscoped("a test").count() == 1, "run again it leaves it alone"
    progress = client.get(reverse("bundle_progress", args=[bundle.pk]))
    assert progress.headers["HX-Refresh"] == "true"


def test_only_the_newest_files_are_kept_and_other_people_get_nothing(
    ours: CellMonth, sign_in: SignIn, form: Fill
) -> None:
    ours.prepare()
    client = sign_in("superior", ours.commune)
    page = reverse("paper_bundles", args=[ours.commune.pk])
    assert client.post(page, form(month="13/2026")).status_code == 422
    for month in ("11/2026", "10/2026", "09/2026", "08/2026"):
        client.post(page, form(month=month))
    rows = list(PaperBundle.objects.unscoped("a test").order_by("pk"))
    assert [bool(row.content) for row in rows] == [False, True, True, True]
    gone = client.get(reverse("paper_bundle", args=[rows[0].pk]))
    assert gone.status_code == 404
    stranger = sign_in("clerk", a_commune())
    assert stranger.get(page).status_code == 404
    assert stranger.get(reverse("paper_bundle", args=[rows[1].pk])).status_code == 404
    assert sign_in("member", ours.cell).get(page).status_code == 404
    assert sign_in("secretary", a_cell(ours.commune)).get(page).status_code == 404
