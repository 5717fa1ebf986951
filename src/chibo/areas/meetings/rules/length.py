"""How long a meeting lasted, and whether that was long enough under the rules of its day."""

from dataclasses import dataclass
from datetime import date, time

from chibo.core.i18n import _
from chibo.regulations import MeetingKind, MeetingRules, Source, meeting_rules

DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class LengthVerdict:
    """`code`: enough, short, no_times (not recorded), no_minimum, no_rule (none published)."""

    code: str
    minutes: int | None
    minimum: int | None = None
    source: Source | None = None

    @property
    def is_judged(self) -> bool:
        """Whether there was both a length and a minimum to hold it against."""
        return self.code in ("enough", "short")

    @property
    def is_short(self) -> bool:
        """Whether the meeting was under its minimum."""
        return self.code == "short"

    @property
    def short_by(self) -> int:
        """Minutes missing; 0 unless short."""
        if not self.is_short or self.minutes is None or self.minimum is None:
            return 0
        return self.minimum - self.minutes

    @property
    def sentence(self) -> str:
        """The verdict in words."""
        numbers = {"minutes": self.minutes, "minimum": self.minimum, "short_by": self.short_by}
        return {
            "enough": _("Sinh hoạt %(minutes)s phút, đủ thời lượng (tối thiểu %(minimum)s phút)."),
            "short": _(
                "Sinh hoạt %(minutes)s phút, thiếu %(short_by)s phút (tối thiểu %(minimum)s phút)."
            ),
            "no_times": _("Chưa ghi đủ giờ bắt đầu và kết thúc nên chưa xét thời lượng."),
            "no_minimum": _(
                "Sinh hoạt %(minutes)s phút; loại sinh hoạt này không có mức tối thiểu riêng."
            ),
            "no_rule": _("Ngày sinh hoạt ở trước khi có quy định về thời lượng nên không xét."),
        }[self.code] % numbers


def length_minutes(starts: time, ends: time) -> int:
    """Whole minutes from start to end; an end earlier than the start is on the next day."""
    return (_minute_of_day(ends) - _minute_of_day(starts)) % DAY_MINUTES


def judge_length(
    kind: MeetingKind | str,
    minutes: int | None,
    on: date,
    *,
    other_minimum: int | None = None,
    members: int | None = None,
    rules: MeetingRules | None = None,
) -> LengthVerdict:
    """Judge a meeting by the minimum of its kind at its date (HD 12/2018, HD 42/2025).

    `other_minimum` is what the competent committee has set for a cell of few members; it takes
    the place of a published minimum and makes none where there is none. `rules` are those of the
    day with what committees laid over them (national ones where left out), which may ask for the
    number of `members` expected.
    """
    rules = rules or meeting_rules(on)
    if rules is None:
        return LengthVerdict("no_rule", minutes)
    published = rules.minimum(MeetingKind(kind), members) if kind in tuple(MeetingKind) else None
    if published is None:
        return LengthVerdict("no_times" if minutes is None else "no_minimum", minutes)
    minimum, source = published.value, published.source
    if other_minimum is not None:
        minimum, source = other_minimum, rules.other_minimum
    if minutes is None:
        return LengthVerdict("no_times", None, minimum, source)
    return LengthVerdict("enough" if minutes >= minimum else "short", minutes, minimum, source)


def _minute_of_day(moment: time) -> int:
    return moment.hour * 60 + moment.minute
