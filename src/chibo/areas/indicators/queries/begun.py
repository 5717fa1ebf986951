"""From when on there is anything on record: before it nothing is known, which is not nought."""

from datetime import date

from django.db import connection

from chibo.areas.indicators.measures import Places, Structure, places
from chibo.areas.indicators.periods import Period
from chibo.areas.indicators.told import Data
from chibo.areas.organisation.models import Unit

MEETINGS, CLASSES = ("meetings.", "scores."), ("training.",)
_WITNESSES = {
    MEETINGS: ("meetings.regular", "meetings.thematic"),
    CLASSES: ("training.classes",),
}
WHOLE = ("meetings.cells_even", "meetings.even_rate", "meetings.cells_thematic_rate")
"""What judges every month or quarter of a period: it needs a record from the first on."""
_ANY = """
SELECT FROM placed JOIN {table} r ON r.unit_id = placed.unit_id AND {holds}
   AND r.{day} <= %(ends_on)s AND r.{day} >= placed.since AND r.{day} < placed.ends
 WHERE placed.slot IS NOT NULL
"""
_STATEMENT = (
    "WITH placed AS ({placed}) SELECT EXISTS ("
    + _ANY.format(table="meetings_meeting", day="held_on", holds="r.state <> 'planned'")
    + "), EXISTS ("
    + _ANY.format(table="training_trainingclass", day="starts_on", holds="true")
    + ")"
)


def on_record(unit: Unit, period: Period, structure: Structure, figures: Data) -> Data:
    """The figures of a period that is over, without those of a time before the first record.

    Of a unit the actor may look at. Only a period that counted nothing asks; a statement, two at
    most.
    """
    silent = [
        prefixes
        for prefixes, codes in _WITNESSES.items()
        if not any(figures.get(code, {}).get("value") for code in codes)
    ]
    unknown: tuple[str, ...] = ()
    if silent:
        known = _known(places(unit, structure), period.last.last)
        unknown = tuple(each for prefixes in silent if not known[prefixes] for each in prefixes)
    if MEETINGS not in silent:
        unknown += _unjudged(unit, period, structure, figures)
    return _without(unknown, figures)


def judged_on_record(unit: Unit, period: Period, structure: Structure, figures: Data) -> Data:
    """The figures of the months a running period has come to, without what they cannot judge.

    Counts stand: nought so far is true of them. A statement where several months are judged and
    nobody is found, else none.
    """
    return _without(_unjudged(unit, period, structure, figures), figures)


def _unjudged(unit: Unit, period: Period, structure: Structure, figures: Data) -> tuple[str, ...]:
    """What asks for a record from the first month on, where the record only begins later.

    Nobody can have met in every month of such a period: that none did says nothing.
    """
    nobody = tuple(code for code in WHOLE if figures.get(code, {}).get("value") == 0)
    if not nobody or period.months == 1:
        return ()
    began = _known(places(unit, structure), period.first.last)[MEETINGS]
    return () if began else nobody


def _without(unknown: tuple[str, ...], figures: Data) -> Data:
    return {
        code: each for code, each in figures.items() if not unknown or not code.startswith(unknown)
    }


def _known(here: Places, day: date) -> dict[tuple[str, ...], bool]:
    """Whether any meeting and any class was on record by the day."""
    with connection.cursor() as cursor:
        given = {**here.parameters, "ends_on": day}
        cursor.execute(_STATEMENT.replace("{placed}", here.placed), given)
        return dict(zip((MEETINGS, CLASSES), cursor.fetchone(), strict=True))
