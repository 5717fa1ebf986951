"""Plans of thematic meetings in the cells people look at first: what was held, and what comes."""

from chibo.areas.meetings.models import Meeting
from chibo.areas.members.queries import members_taking_part
from chibo.areas.topics.actions import Offered, Wanted, approve, plan_topic, share_topic, take_over
from chibo.areas.topics.models import PlannedTopic
from chibo.areas.topics.queries import sharing_bodies
from chibo.areas.topics.rules import free_month
from chibo.core.periods import Month
from chibo.sample.cells import Cell
from chibo.sample.hours import at
from chibo.sample.province import Province
from chibo.sample.staff import Staff
from chibo.sample.words import chance, in_season, spoken

WHY = "the sample's own rows"


def plan_topics(province: Province, staff: Staff) -> None:
    """The year's plan agreed to in January, next month's topic agreed to since, and one for the
    quarter after it that waits for the chi ủy."""
    for cell in province.shown_cells:
        planned = _plan_held(province, cell, staff)
        soon = province.running.next()
        row = _plan(cell, staff, soon, _title(province, cell, soon), province.running, drafted=True)
        _agree(cell, staff, [row], province.running)
        later = free_month([*planned, soon, province.running], province.today)
        _plan(cell, staff, later, _title(province, cell, later), province.running)
    share_topics(province, staff)


def share_topics(province: Province, staff: Staff) -> None:
    """One topic of the demo's cell in the library of its commune, and a neighbour took it over."""
    cell = province.demo_cell
    unit = staff.units[cell.code]
    topic = share_topic(
        actor=staff.actor("secretary", cell.code),
        unit_id=unit.pk,
        offered=Offered(
            "Đảng viên gương mẫu phân loại rác tại nhà",
            "Mời một hộ làm tốt kể cách làm: ba thùng, ai đổ, ngày nào xe tới. "
            "Cả chi bộ xem tận nơi 20 phút rồi bàn; mỗi đảng viên nhận vận động ba hộ.",
            "practice",
            sharing_bodies(unit)[0].pk,
        ),
        now=at(province.running.plus(-2).first, 9),
    )
    near = [c for c in province.standing if c.parent_code == cell.parent_code and c is not cell]
    for other in near[:1]:
        row = take_over(
            actor=staff.actor("secretary", other.code),
            topic_id=topic.pk,
            unit_id=staff.units[other.code].pk,
            now=at(province.running.first, 9),
        )
        _agree(other, staff, [row], province.running)


def _plan_held(province: Province, cell: Cell, staff: Staff) -> list[Month]:
    """The topics of the year's thematic meetings, as they were planned when it began."""
    year = province.running.year
    rows = Meeting.objects.unscoped(WHY).filter(unit=staff.units[cell.code], month__year=year)
    titles = {row.round: row.topic for row in rows.exclude(topic="").order_by("month", "id")}
    january = Month(year, 1)
    planned = [_plan(cell, staff, month, title, january) for month, title in titles.items()]
    if planned:
        _agree(cell, staff, planned, january)
    return list(titles)


def _title(province: Province, cell: Cell, month: Month) -> str:
    said = in_season(spoken(cell.cell_type, "topics"), month)
    return chance(province.seed, "topic", cell.code, month).choice(said)


def _plan(
    cell: Cell, staff: Staff, month: Month, title: str, asked: Month, *, drafted: bool = False
) -> PlannedTopic:
    unit = staff.units[cell.code]
    people = members_taking_part(unit, asked.first)[0] if drafted else []
    return plan_topic(
        actor=staff.actor("secretary", cell.code),
        unit_id=unit.pk,
        wanted=Wanted(month, title, drafter_id=people[0].pk if people else None),
        now=at(asked.first, 9),
    )


def _agree(cell: Cell, staff: Staff, rows: list[PlannedTopic], asked: Month) -> None:
    approve(
        actor=staff.actor("secretary", cell.code),
        unit_id=staff.units[cell.code].pk,
        seen={row.pk: row.version for row in rows},
        on=asked.first,
        now=at(asked.first, 10),
    )
