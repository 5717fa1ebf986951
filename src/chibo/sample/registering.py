"""The registers of papers of the demo's commune and cell, and a Word template of the commune's."""

from datetime import date, timedelta

from chibo.areas.documents.actions import (
    OutgoingPaper,
    bring_template,
    enter_paper,
    hold_number,
    use_template,
)
from chibo.areas.documents.rendering import shipped_template
from chibo.areas.organisation.models import Unit
from chibo.areas.registers.actions import Arrived, enter_incoming
from chibo.core.actor import Actor
from chibo.sample.hours import at
from chibo.sample.province import Province
from chibo.sample.staff import Staff
from chibo.sample.words import read_words

TEMPLATE = "notice"


def keep_registers(province: Province, staff: Staff) -> None:
    """Letters out of the month with one number held, papers in, the commune's own notice."""
    cell = province.demo_cell
    commune, today = staff.units[cell.parent_code], province.today
    clerk = staff.actor("clerk", province.tree.bodies[0].code)
    secretary = staff.actor("secretary", cell.code)
    for actor, unit, told in (
        (clerk, commune, read_words("texts/papers")["commune"]),
        (secretary, staff.units[cell.code], read_words("texts/papers")["cell"]),
    ):
        _letters_out(actor, unit, told["out"], province.running.first)
        now = at(today - timedelta(days=1), 15)
        hold_number(
            actor=actor, unit=unit, paper_kind="CV", on=now.date(), why=told["held"], now=now
        )
        _papers_in(actor, unit, told["in"], today)
    _own_template(clerk, commune, province.running.first)


def _letters_out(actor: Actor, unit: Unit, titles: list[str], first: date) -> None:
    """One a few days after the other; days before the month began are not needed."""
    for place, title in enumerate(titles):
        day = first + timedelta(days=2 * place)
        paper = OutgoingPaper(issued_on=day, title=title, signed_by=actor.name)
        key = f"sample:{unit.code}:{place}"
        enter_paper(actor=actor, unit=unit, paper_kind="CV", paper=paper, key=key, now=at(day, 10))


def _papers_in(actor: Actor, unit: Unit, told: list[dict[str, str]], today: date) -> None:
    for place, each in enumerate(told):
        came = today - timedelta(days=12 - 4 * place)
        paper = Arrived(
            received_on=came,
            issued_on=came - timedelta(days=3),
            issuer=each["issuer"],
            number=each["number"],
            title=each["title"],
            handed_to=each.get("handed_to", ""),
        )
        enter_incoming(actor=actor, unit=unit, paper=paper, now=at(came, 9))


def _own_template(actor: Actor, unit: Unit, first: date) -> None:
    """The shipped notice, as the commune took it over, changed nothing and put it into force."""
    row = bring_template(
        actor=actor,
        unit=unit,
        file_kind=TEMPLATE,
        name="thong-bao-sinh-hoat.docx",
        content=shipped_template(TEMPLATE, first).read_bytes(),
        now=at(first, 10),
    )
    use_template(actor=actor, template_id=row.pk, now=at(first, 11))
