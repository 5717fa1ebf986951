"""What is said and voted: in the minutes by its point, nowhere by its person; and who sees what."""

import io
import json
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from django.apps import apps
from django.urls import get_resolver
from docx import Document

from chibo.areas.access.permissions import PERMISSIONS
from chibo.areas.meetings.actions import Ballot
from chibo.areas.meetings.models import Meeting, Vote
from chibo.areas.meetings.queries import agenda_of
from chibo.areas.members.models import Member
from chibo.areas.reports.papers import meeting_paper
from chibo.areas.reports.papers.ballots import ballots_paper
from chibo.areas.sittings import actions, queries
from chibo.areas.sittings.errors import BadCount, BadSitting
from chibo.areas.sittings.models import BallotCount, Suggestion
from chibo.areas.sittings.rules import Tally, faults_of
from chibo.core.actor import Actor
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from tests.factories import a_member, an_actor
from tests.months import CellMonth, at

DAY = date(2026, 11, 3)
NOW = at(DAY)
POINTING = Member._meta.related_objects
WORDS = "Đề nghị làm đường trước mùa mưa"


@pytest.fixture
def ours(db: None) -> CellMonth:
    return CellMonth()


@pytest.fixture
def meeting(ours: CellMonth) -> Meeting:
    """All five are there."""
    meeting = ours.sit(ours.prepare())
    ours.rest_present(meeting)
    return meeting


def text_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


def routes_of(resolver: Any, before: str = "") -> list[str]:
    found = []
    for each in resolver.url_patterns:
        here = before + str(each.pattern)
        found += routes_of(each, here) if hasattr(each, "url_patterns") else [here]
    return found


class TestOpinions:
    def add(self, ours: CellMonth, meeting: Meeting, **more: Any) -> Any:
        point = next(p for p in agenda_of(meeting) if p.code == "next_month")
        said = {"point_id": point.pk, "speaker": "", "text": WORDS, **more}
        return actions.add_opinion(actor=ours.secretary, meeting_id=meeting.pk, now=NOW, **said)

    def test_they_stand_under_their_point_in_the_minutes(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        ours.note(meeting, "next_month", "Ra quân.")
        opinion = self.add(ours, meeting)
        self.add(ours, meeting, speaker="Lê Văn Cường", text="Xin ghi rõ kinh phí")
        actions.add_remark(
            actor=ours.secretary,
            meeting_id=meeting.pk,
            kind="praise",
            about="Tổ 2",
            text="hoàn thành sớm",
            now=NOW,
        )
        for member, arrived in ((ours.people[0], time(19, 20)),):
            actions.set_part_attendance(
                actor=ours.secretary,
                meeting_id=meeting.pk,
                member_id=member.pk,
                arrived_at=arrived,
                left_at=None,
                now=NOW,
            )
        made = meeting_paper(actor=ours.secretary, kind="minutes", meeting_id=meeting.pk, now=NOW)
        said = text_of(made.content)
        lines = [line for line in said.split("\n") if line]
        at_note = next(n for n, line in enumerate(lines) if "Ra quân." in line)
        assert lines[at_note + 1 : at_note + 3] == [
            f"Ý kiến: {WORDS}",
            "Đồng chí Lê Văn Cường: Xin ghi rõ kinh phí.",
        ]
        assert "Đồng chí Nguyễn Văn An đến lúc 19:20." in said
        assert "Biểu dương: Tổ 2, hoàn thành sớm." in said
        told = json.dumps(list(AuditEvent.objects.values_list("changes", flat=True)))
        assert WORDS not in told, "the trail keeps no words"
        assert "Cường" not in json.dumps(json.loads(told), ensure_ascii=False)
        actions.remove_opinion(
            actor=ours.secretary, meeting_id=meeting.pk, opinion_id=opinion.pk, now=NOW
        )
        assert len(queries.opinions_by_point(meeting)) == 1
        for bad in ({"point_id": 0}, {"text": " "}):
            with pytest.raises(BadSitting):
                self.add(ours, meeting, **bad)
        with pytest.raises(NotAllowed):
            actions.add_opinion(
                actor=ours.superior,
                meeting_id=meeting.pk,
                point_id=0,
                speaker="",
                text=WORDS,
                now=NOW,
            )

    def test_nothing_leads_from_a_person_to_what_they_said(self) -> None:
        """No key to a member, no reader that takes one, no address with one, no permission."""
        silent = ("opinion", "remark", "reservation", "ballotcount")
        for name in silent:
            model = apps.get_model("sittings", name)
            keys = {f.related_model for f in model._meta.get_fields() if f.is_relation}
            assert Member not in keys, name
        backward = [
            relation.related_model.__name__.lower() for relation in Member._meta.related_objects
        ]
        assert not set(silent) & set(backward)
        readers = [name for name in dir(queries) if "opinion" in name or "remark" in name]
        assert sorted(readers) == ["opinions_by_point", "remarks_of"]
        routes = routes_of(get_resolver())
        about = [r for r in routes if "y-kien" in r or "bieu-duong" in r or "bao-luu" in r]
        assert about
        assert not [r for r in about if "member" in r or "person" in r]
        assert not [name for name in PERMISSIONS if "opinion" in name]


class TestVotes:
    TALLY = Tally("Trần Thị Bình, Lê Văn Cường", 5, 5, 4, 1)

    def take(self, ours: CellMonth, meeting: Meeting, tally: Tally | None, **more: Any) -> Vote:
        said = {"in_favour": 3, "against": 1, "abstained": 0, "is_secret": True, **more}
        ballot = Ballot(subject="Đề nghị khen thưởng Tổ 2", decision="ordinary", **said)
        return actions.take_counted_vote(
            actor=ours.secretary, meeting_id=meeting.pk, ballot=ballot, tally=tally, now=NOW
        )

    def test_a_secret_vote_needs_tellers_whose_figures_balance(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        wrong = (
            None,
            Tally("", 5, 5, 4, 1),
            Tally("Bình", 6, 5, 4, 1),
            Tally("Bình", 4, 5, 4, 1),
            Tally("Bình", 5, 5, 4, 0),
            Tally("Bình", 5, 5, 5, 0),
        )
        for tally in wrong:
            with pytest.raises(BadCount):
                self.take(ours, meeting, tally)
        assert not Vote.objects.exists(), "a count that does not balance keeps no vote either"
        vote = self.take(ours, meeting, self.TALLY)
        told = queries.votes_told(meeting)[0]
        assert told.sentence == (
            "Chi bộ bỏ phiếu kín: 3/5 đồng ý (60,0%), thông qua “Đề nghị khen thưởng Tổ 2”."
        )
        paper = text_of(
            ballots_paper(
                actor=ours.secretary, meeting_id=meeting.pk, vote_id=vote.pk, now=NOW
            ).content
        )
        for line in ("BIÊN BẢN KIỂM PHIẾU", "phát ra: 05", "không hợp lệ: 01", "3/5"):
            assert line in paper
        fields = {f.name for f in BallotCount._meta.get_fields()}
        assert "member" not in fields, "only counts are kept"

    def test_the_threshold_is_the_packs(self, ours: CellMonth, meeting: Meeting) -> None:
        """Of six: half is not enough for an ordinary decision, two thirds are for an admission."""
        a_member(ours.cell, "Bùi Văn Sáu")
        ours.rest_present(meeting)

        def passed(decision: str, in_favour: int) -> bool:
            vote = ours.vote(
                meeting, in_favour, decision=decision, subject=f"{decision}{in_favour}"
            )
            told = next(t for t in queries.votes_told(meeting) if t.vote == vote)
            assert told.verdict is not None
            assert ("không thông qua" in told.sentence) is not told.verdict.passed
            return told.verdict.passed

        assert [passed("ordinary", n) for n in (3, 4)] == [False, True]
        assert [passed("admission", n) for n in (3, 4)] == [False, True]
        assert [passed("expulsion", n) for n in (3, 4)] == [False, True]

    def test_a_name_only_where_its_holder_asks(self, ours: CellMonth, meeting: Meeting) -> None:
        vote = ours.vote(meeting, 4, against=1)
        with pytest.raises(BadSitting):
            actions.reserve_opinion(
                actor=ours.secretary,
                meeting_id=meeting.pk,
                vote_id=vote.pk,
                name="",
                text="Chưa rõ kinh phí",
                now=NOW,
            )
        row = actions.reserve_opinion(
            actor=ours.secretary,
            meeting_id=meeting.pk,
            vote_id=vote.pk,
            name="Lê Văn Cường",
            text="Chưa rõ kinh phí",
            now=NOW,
        )
        made = meeting_paper(actor=ours.secretary, kind="minutes", meeting_id=meeting.pk, now=NOW)
        assert "Đồng chí Lê Văn Cường bảo lưu ý kiến: Chưa rõ kinh phí" in text_of(made.content)
        actions.drop_reservation(
            actor=ours.secretary, meeting_id=meeting.pk, reservation_id=row.pk, now=NOW
        )
        assert queries.votes_told(meeting)[0].reserved == ()

    def test_every_contradiction_is_told(self) -> None:
        codes = [f.code for f in faults_of(Tally("A", 9, 10, 8, 1), said=7, may_vote=8)]
        assert codes == [
            "issued_over_voters",
            "returned_over_issued",
            "valid_and_invalid_differ",
            "answers_differ",
        ]


class TestSuggestionsOfSelfCriticism:
    TEXT = "Còn để chậm việc giao đất"

    def of(self, member: Member) -> Actor:
        return an_actor("member", member.cell, member=member, name=member.full_name)

    def test_from_the_suggestion_to_the_end_only_those_it_concerns(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        cuong = ours.people[2]
        his = replace(self.of(cuong), account_id=71)
        above = replace(ours.superior, account_id=72)

        def suggest() -> Suggestion:
            return actions.suggest(
                actor=above,
                meeting_id=meeting.pk,
                member_id=cuong.pk,
                made_by="Ban Thường vụ Đảng ủy",
                text=self.TEXT,
                now=NOW,
            )

        row = suggest()
        assert suggest().pk == row.pk, "a second click"
        insiders = (his, above, ours.secretary)
        outsiders = (
            an_actor("administrator", ours.commune),
            an_actor("clerk", ours.commune),
            an_actor("superior", ours.commune, name="Người khác"),
            an_actor("cell_committee", ours.cell),
            self.of(ours.people[1]),
        )
        assert [queries.suggestions_of(each, meeting) for each in insiders] == [[row]] * 3
        assert [queries.suggestions_of(each, meeting) for each in outsiders] == [[]] * 5
        assert queries.own_suggestions(his) == [row]

        def step(do: Any, actor: Actor, **said: Any) -> Any:
            return do(actor=actor, suggestion_id=row.pk, now=NOW, **said)

        for outsider in outsiders:
            with pytest.raises(NotThere):
                step(actions.answer_suggestion, outsider, answer="x", version=1)
        with pytest.raises(BadSitting, match="trả lời"):
            step(actions.conclude_suggestion, ours.secretary, outcome="Rút kinh nghiệm", version=1)
        step(actions.answer_suggestion, his, answer="Tôi nhận thiếu sót", version=1)
        with pytest.raises(ChangedMeanwhile):
            step(actions.answer_suggestion, ours.secretary, answer="Khác", version=1)
        with pytest.raises(NotAllowed):
            step(actions.conclude_suggestion, his, outcome="Xong", version=2)
        step(actions.conclude_suggestion, ours.secretary, outcome="Rút kinh nghiệm", version=2)
        with pytest.raises(NotAllowed):
            step(actions.end_review, above, version=3)
        step(actions.end_review, ours.secretary, version=3)
        assert not Suggestion.objects.unscoped("a test").exists()

        events = AuditEvent.objects.filter(action__startswith="self_criticism.").order_by("id")
        assert [event.action.split(".")[1] for event in events] == [
            "suggested",
            "answered",
            "concluded",
            "ended",
        ]
        kept = json.dumps([[e.changes, e.target, e.actor_name] for e in events], ensure_ascii=False)
        for told in (self.TEXT, "thiếu sót", "Rút kinh nghiệm", cuong.full_name):
            assert told not in kept
        assert all(event.account_id != his.account_id for event in events)

    def test_who_may_put_one_to_whom(self, ours: CellMonth, meeting: Meeting) -> None:
        def suggest(actor: Actor, member_id: int, text: str = self.TEXT) -> None:
            actions.suggest(
                actor=actor,
                meeting_id=meeting.pk,
                member_id=member_id,
                made_by="",
                text=text,
                now=NOW,
            )

        for stranger in (
            an_actor("clerk", ours.commune),
            an_actor("cell_committee", ours.cell),
        ):
            with pytest.raises(NotAllowed):
                suggest(stranger, ours.people[0].pk)
        for member_id, text in ((0, self.TEXT), (ours.people[0].pk, " ")):
            with pytest.raises(BadSitting):
                suggest(ours.secretary, member_id, text)
