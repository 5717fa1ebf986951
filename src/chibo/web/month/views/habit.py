"""How the cell usually meets: fixed day, time, place."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from chibo.areas.meetings import actions, permissions
from chibo.areas.meetings.models import CellHabit
from chibo.areas.meetings.queries import habit_of
from chibo.areas.organisation.queries import get_unit
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, Refused
from chibo.core.periods import Month
from chibo.web.calendars.exceptions import ExceptionForm
from chibo.web.components import notices
from chibo.web.forms import form_page, form_refused
from chibo.web.month.forms import HabitForm
from chibo.web.once import once
from chibo.web.request import ActorRequest


@once
def habit(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Show and keep it."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(permissions.RUN, unit)
    kept_now = habit_of(unit)
    form = HabitForm(request.POST or None, initial=_initial(kept_now))
    back = redirect("cell_month", unit.pk, str(Month.of(clock.today())))
    conflicts = []
    if request.method == "POST" and form.is_valid():
        kept = CellHabit(unit=unit, **form.habit())
        try:
            actions.keep_habit(
                actor=request.actor, habit=kept, now=clock.now(), was=form.habit_opened()
            )
        except ChangedMeanwhile as refusal:
            conflicts = form.conflict_with(_initial(habit_of(unit)), refusal)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã lưu nếp họp của chi bộ."), draft=f"habit:{unit.pk}")
            return back
    context: dict[str, Any] = {
        "unit": unit,
        "back": back["Location"],
        "exceptions": _exceptions(kept_now),
    }
    context |= {"conflicts": conflicts, "other": ExceptionForm(auto_id="other-%s")}
    return form_page(request, "month/habit.html", form, **context)


def _exceptions(habit: CellHabit) -> list[tuple[Month, date, str]]:
    """Months with another day, from this one on."""
    found = sorted(habit.exceptions.items())
    rows = [(Month.parse(key), date.fromisoformat(s["on"]), s["because"]) for key, s in found]
    return [row for row in rows if row[0] >= Month.of(clock.today())]


def _initial(habit: CellHabit) -> dict[str, object]:
    parts = habit.fixed_day.split(":")
    said: dict[str, object] = {
        "way": parts[0],
        "usual_time": habit.usual_time,
        "usual_place": habit.usual_place,
        "minimum_minutes": habit.minimum_minutes,
        "minimum_source": habit.minimum_source,
    }
    if parts[0] == "weekday":
        return {**said, "weekday": parts[1], "nth": parts[2]}
    return {**said, "day": parts[1], "weekend": parts[2] if len(parts) > 2 else "keep"}
