"""Papers sent before a meeting, and the cell's habit, on their pages."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chibo.areas.meetings.models import CellHabit, PaperToSend
from tests.months import CellMonth
from tests.web.month.conftest import People


def form(**fields: Any) -> dict[str, Any]:
    return {"once": str(uuid4()), **fields}


class TestPapersToSend:
    def test_a_file_goes_up_comes_down_and_goes_away(
        self, ours: CellMonth, people: People, settings: Any, tmp_path: Any
    ) -> None:
        settings.MEDIA_ROOT = tmp_path
        meeting = ours.prepare()
        file = SimpleUploadedFile("dự thảo.txt", "Dự thảo nghị quyết tháng".encode())
        people.secretary.post(
            reverse("paper_add", args=[meeting.pk]), form(title="Dự thảo", file=file)
        )
        paper = PaperToSend.objects.get()
        address = reverse("meeting_document", args=[meeting.pk, paper.pk])
        answer = people.superior.get(address)
        assert b"".join(answer.streaming_content) == "Dự thảo nghị quyết tháng".encode()
        assert "attachment" in answer["Content-Disposition"]
        (tmp_path / paper.file.name).unlink()
        assert people.superior.get(address).status_code == 404
        people.secretary.post(reverse("paper_remove", args=[meeting.pk, paper.pk]), form())
        assert not PaperToSend.objects.exists()

    def test_a_file_marked_secret_inside_is_refused(
        self, ours: CellMonth, people: People, settings: Any, tmp_path: Any
    ) -> None:
        settings.MEDIA_ROOT = tmp_path
        meeting = ours.prepare()
        file = SimpleUploadedFile("ke-hoach.txt", "TUYỆT MẬT\nNội dung".encode())
        answer = people.secretary.post(
            reverse("paper_add", args=[meeting.pk]), form(title="Kế hoạch", file=file), follow=True
        )
        assert "độ mật" in answer.content.decode()
        assert not PaperToSend.objects.exists()
        assert not any(tmp_path.rglob("*.txt"))


class TestHabit:
    def fields(self, **more: str) -> dict[str, Any]:
        return form(**{"way": "day", "day": "31", "weekend": "keep", **more})

    def test_the_fixed_day_is_kept_and_shown(self, ours: CellMonth, people: People) -> None:
        address = reverse("cell_habit", args=[ours.cell.pk])
        people.secretary.post(address, self.fields(usual_time="19h30", usual_place="Nhà văn hóa"))
        habit = CellHabit.objects.get()
        assert (habit.fixed_day, str(habit.usual_time)) == ("day:31", "19:30:00")
        page = people.secretary.get(reverse("cell_month", args=[ours.cell.pk, "2026-11"]))
        assert "30/11/2026" in page.content.decode()
        people.secretary.post(address, self.fields(way="weekday", weekday="sat", nth="1"))
        assert CellHabit.objects.get().fixed_day == "weekday:sat:1"
        assert people.secretary.get(address).status_code == 200

    @pytest.mark.parametrize(
        "wrong",
        [
            {"day": "45"},
            {"day": ""},
            {"way": "weekday", "weekday": "", "nth": ""},
            {"way": "weekday", "weekday": "sat", "nth": "9"},
            {"way": "moon"},
            {"minimum_minutes": "60", "minimum_source": ""},
        ],
    )
    def test_a_rule_that_names_no_day_is_refused(
        self, ours: CellMonth, people: People, wrong: dict[str, str]
    ) -> None:
        answer = people.secretary.post(
            reverse("cell_habit", args=[ours.cell.pk]), self.fields(**wrong)
        )
        assert answer.status_code == 422
        assert not CellHabit.objects.exists()
