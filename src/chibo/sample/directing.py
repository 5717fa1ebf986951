"""Papers from above that the committees entered, what they asked of cells, and how far that is."""

from datetime import date, timedelta

from chibo.areas.directives import actions
from chibo.areas.directives.actions import Asked, Paper
from chibo.areas.directives.models import Call, Directive
from chibo.areas.tasks.actions import finish, note_progress
from chibo.areas.tasks.models import Task
from chibo.sample.hours import at
from chibo.sample.province import Province
from chibo.sample.staff import Staff
from chibo.sample.words import chance

ASKED_AGO = 4
_WHY = "the sample's own tasks"


def direct(province: Province, staff: Staff) -> None:
    """A directive of the centre in the province's register, a commune's plan because of it."""
    root, commune = province.tree.bodies[0].code, province.tree.bodies[1].code
    today = province.today
    asked_on = today - timedelta(days=ASKED_AGO)
    central = _enter(province, staff, root, asked_on, Paper(
        kind="CT",
        number="05-CT/TW",
        issuer="Bộ Chính trị",
        issued_on=date(2016, 5, 15),
        title="Đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        review_on=date(today.year, 12, 20) if today.month < 12 else None,
    ))  # fmt: skip
    own = _enter(province, staff, commune, asked_on, Paper(
        kind="KH",
        number="12-KH/ĐU",
        issuer="Đảng ủy xã",
        issued_on=asked_on - timedelta(days=6),
        title="Chương trình học tập và làm theo Bác năm nay ở các chi bộ",
        based_on_id=central.pk,
    ))  # fmt: skip
    register = _ask(staff, root, central, asked_on, "Đăng ký việc làm theo của chi bộ năm sau", 26)
    report = _ask(staff, commune, own, asked_on, "Gửi một gương làm theo của chi bộ về Đảng ủy", 3)
    _carry_out(province, staff, register, 0.35)
    _carry_out(province, staff, report, 0.6)


def _enter(province: Province, staff: Staff, body: str, on: date, paper: Paper) -> Directive:
    return actions.enter(
        actor=staff.actor("clerk", province.tree.bodies[0].code),
        unit_id=staff.units[body].pk,
        paper=paper,
        now=at(on, 8),
    )


def _ask(staff: Staff, body: str, paper: Directive, on: date, title: str, days: int) -> Call:
    return actions.ask(
        actor=staff.actor("superior", body),
        directive_id=paper.pk,
        asked=Asked(title=title, due_on=on + timedelta(days=days)),
        now=at(on, 9),
    )


def _carry_out(province: Province, staff: Staff, call: Call, share: float) -> None:
    """Some cells have done it, some have begun; the others have not."""
    tasks = {task.unit_id: task for task in Task.objects.unscoped(_WHY).filter(origin=call.ref)}
    for cell in province.standing:
        task = tasks.get(staff.units[cell.code].pk)
        rng = chance(province.seed, "directive", call.title, cell.code)
        if task is None or cell is province.demo_cell:
            continue
        drawn, day = rng.random(), province.today - timedelta(days=rng.randint(0, 2))
        secretary = staff.actor("secretary", cell.code)
        if drawn < share:
            words = "Đã gửi bằng văn bản."
            finish(actor=secretary, task_id=task.pk, result=words, now=at(day, 16))
        elif drawn < share + 0.15:
            words = "Đã bàn trong chi ủy."
            note_progress(actor=secretary, task_id=task.pk, text=words, now=at(day, 16))
