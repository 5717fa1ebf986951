"""What bodies laid down for dues."""

from chibo.areas.dues.models import DuesSetting
from chibo.areas.dues.people import Settings, settings_for
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.periods import Month


def settings_of(unit: Unit, month: Month) -> Settings:
    """What holds for the unit in the month, laid down by itself or the nearest body above."""
    return settings_for(unit, month)


def settings_rows(actor: Actor, unit: Unit) -> list[DuesSetting]:
    """What the unit itself laid down, newest first."""
    rows = DuesSetting.objects.visible_to(actor).filter(unit=unit)
    return list(rows.order_by("-starts_on"))


def find_setting(actor: Actor, unit: Unit, month: Month) -> DuesSetting | None:
    """The setting of the unit that begins in exactly this month."""
    rows = DuesSetting.objects.visible_to(actor)
    return rows.filter(unit=unit, starts_on=month.first).first()
