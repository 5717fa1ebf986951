"""Who proposes wording for a resolution that nobody has worded yet; areas above register here."""

from collections.abc import Callable, Mapping, Sequence

from chibo.areas.meetings.models import Meeting

Proposer = Callable[[Meeting], Mapping[str, Sequence[str]]]
"""The lines it proposes, by part of the resolution."""

_proposers: list[Proposer] = []


def register(proposer: Proposer) -> None:
    """Have it asked for every resolution without words of its own; twice registered counts once."""
    if proposer not in _proposers:
        _proposers.append(proposer)


def with_proposals(meeting: Meeting, parts: Mapping[str, str]) -> dict[str, str]:
    """What was proposed before the meeting, then what `parts` adds; the same line only once."""
    proposed = [proposer(meeting) for proposer in _proposers]
    return {
        part: "\n".join(
            dict.fromkeys([line for lines in proposed for line in lines.get(part, ())] + _lines(of))
        )
        for part, of in parts.items()
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
