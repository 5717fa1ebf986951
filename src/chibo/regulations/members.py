"""Rules on a member's life: probation, states and how one moves between them, transfers."""

from dataclasses import dataclass

from chibo.regulations.reading import OpenFile, Table
from chibo.regulations.values import Source, Sourced

STATES = frozenset({"probationary", "full", "exempt", "transferred", "deceased", "left"})
LEADS_TO = frozenset({"full", "exempt", "current", "deceased", "left"})
"""`current`: full or probationary again, as the dates say."""
NEEDS = frozenset({"decision", "considered_on", "reason", "ground"})
COUNTED_AT = frozenset({"origin", "receiver"})
REACHES = frozenset({"inside", "anywhere", "outside"})


@dataclass(frozen=True)
class Move:
    """One way from a state to another, and what has to be on the table for it."""

    code: str
    name: str
    starts_from: frozenset[str]
    leads_to: str
    needs: frozenset[str]
    full_only: bool
    source: Source


@dataclass(frozen=True)
class Ground:
    """Why a member may be struck off; told by people, never found by the machine."""

    code: str
    name: str
    source: Source


@dataclass(frozen=True)
class ExemptionReason:
    """Why a member is exempt from activity; for some only for a time."""

    code: str
    name: str
    is_for_a_time: bool
    source: Source


@dataclass(frozen=True)
class MonthSpan:
    """A length in months: at least `at_least`, and below `below` or up to `at_most`."""

    at_least: int
    below: int | None
    at_most: int | None
    source: Source


@dataclass(frozen=True)
class TransferKind:
    """One kind of transfer of Party activity with the paper it goes by."""

    code: str
    name: str
    form_code: str
    boxes: int
    counted_at: str
    reaches: str
    not_across: frozenset[str]
    """Kinds of unit that must not be the lowest body above both cells; they lie too far apart."""
    needs_fee_paid: bool
    needs_clear_record: bool
    length: MonthSpan | None
    study_length: MonthSpan | None
    source: Source

    @property
    def is_temporary(self) -> bool:
        """Whether the member goes on being counted where they came from."""
        return self.counted_at == "origin"

    def length_for(self, reason: str) -> MonthSpan | None:
        """How long it may last for this reason; None where no length is set."""
        return self.study_length if reason == "study" and self.study_length else self.length


@dataclass(frozen=True)
class DossierKind:
    """A paper of a member's dossier. Of it only *có/chưa, nơi lưu, ngày* is kept."""

    code: str
    name: str
    group: str
    source: Source


@dataclass(frozen=True)
class MemberRules:
    """What one document says on members."""

    pack_id: str
    age_from: Sourced[int]
    age_to: Sourced[int]
    probation_months: Sourced[int]
    consider_within_working_days: Sourced[int]
    recognition_effect: Source
    failed_votes: Sourced[int]
    certificate_months: Sourced[int]
    exemption_months: Sourced[int]
    complaint_within_working_days: Sourced[int]
    complaint_answered_within_days: Sourced[int]
    moves: tuple[Move, ...]
    grounds: tuple[Ground, ...]
    exemption_reasons: tuple[ExemptionReason, ...]
    transfer_within_working_days: Sourced[int]
    present_within_working_days: Sourced[int]
    fee_paid: Source
    clear_record: Source
    return_slips: Sourced[int]
    temporary_cell_from: Sourced[int]
    transfer_kinds: tuple[TransferKind, ...]
    dossier: tuple[DossierKind, ...]
    correction_answer_days: Sourced[int] | None

    def move(self, code: str) -> Move:
        """The move with this code; KeyError if there is none."""
        return {move.code: move for move in self.moves}[code]

    def transfer_kind(self, code: str) -> TransferKind:
        """The kind of transfer with this code; KeyError if there is none."""
        return {kind.code: kind for kind in self.transfer_kinds}[code]

    def exemption_reason(self, code: str) -> ExemptionReason:
        """The reason with this code; KeyError if there is none."""
        return {reason.code: reason for reason in self.exemption_reasons}[code]


def read_member_rules(pack_id: str, head: Table, open_file: OpenFile) -> MemberRules:
    """The rules out of a pack's files."""
    admission, states = open_file("admission.toml"), open_file("states.toml")
    transfers, dossier = open_file("transfers.toml"), open_file("dossier.toml")
    answered = "correction_answer_days"
    return MemberRules(
        pack_id=pack_id,
        age_from=admission.sourced_whole("age_from"),
        age_to=admission.sourced_whole("age_to"),
        probation_months=admission.sourced_whole("probation_months"),
        consider_within_working_days=admission.sourced_whole("consider_within_working_days"),
        recognition_effect=admission.table("recognition_effect").source(),
        failed_votes=admission.sourced_whole("failed_votes"),
        certificate_months=admission.sourced_whole("certificate_months"),
        exemption_months=states.sourced_whole("exemption_months"),
        complaint_within_working_days=states.sourced_whole("complaint_within_working_days"),
        complaint_answered_within_days=states.sourced_whole("complaint_answered_within_days"),
        moves=_moves(states),
        grounds=_grounds(states),
        exemption_reasons=_exemption_reasons(states),
        transfer_within_working_days=transfers.sourced_whole("transfer_within_working_days"),
        present_within_working_days=transfers.sourced_whole("present_within_working_days"),
        fee_paid=transfers.table("fee_paid").source(),
        clear_record=transfers.table("clear_record").source(),
        return_slips=transfers.sourced_whole("return_slips"),
        temporary_cell_from=transfers.sourced_whole("temporary_cell_from"),
        transfer_kinds=_transfer_kinds(transfers),
        dossier=_dossier(dossier),
        correction_answer_days=head.sourced_whole(answered) if head.has(answered) else None,
    )


def _moves(table: Table) -> tuple[Move, ...]:
    moves = tuple(_move(row) for row in table.tables("move"))
    _check_codes(table, [move.code for move in moves])
    return moves


def _move(row: Table) -> Move:
    move = Move(
        code=row.text("code"),
        name=row.text("name"),
        starts_from=frozenset(row.texts("from")),
        leads_to=row.text("to"),
        needs=frozenset(row.texts("needs", ())),
        full_only=row.flag("full_only", False),
        source=row.source(),
    )
    _one_of(row, move.starts_from, STATES, "state")
    _one_of(row, {move.leads_to}, LEADS_TO, "state to lead to")
    _one_of(row, move.needs, NEEDS, "thing to need")
    return move


def _grounds(table: Table) -> tuple[Ground, ...]:
    rows = table.tables("ground")
    grounds = tuple(Ground(row.text("code"), row.text("name"), row.source()) for row in rows)
    _check_codes(table, [ground.code for ground in grounds])
    return grounds


def _exemption_reasons(table: Table) -> tuple[ExemptionReason, ...]:
    reasons = tuple(
        ExemptionReason(row.text("code"), row.text("name"), row.flag("is_for_a_time"), row.source())
        for row in table.tables("exemption")
    )
    _check_codes(table, [reason.code for reason in reasons])
    return reasons


def _transfer_kinds(table: Table) -> tuple[TransferKind, ...]:
    kinds = tuple(_transfer_kind(row) for row in table.tables("kind"))
    _check_codes(table, [kind.code for kind in kinds])
    return kinds


def _transfer_kind(row: Table) -> TransferKind:
    kind = TransferKind(
        code=row.text("code"),
        name=row.text("name"),
        form_code=row.text("form_code"),
        boxes=row.whole("boxes"),
        counted_at=row.text("counted_at"),
        reaches=row.text("reaches"),
        not_across=frozenset(row.texts("not_across", ())),
        needs_fee_paid=row.flag("needs_fee_paid", False),
        needs_clear_record=row.flag("needs_clear_record", False),
        length=_span(row, "length"),
        study_length=_span(row, "study_length"),
        source=row.source(),
    )
    _one_of(row, {kind.counted_at}, COUNTED_AT, "side to count at")
    _one_of(row, {kind.reaches}, REACHES, "reach")
    if not kind.boxes:
        row.fault("a paper has at least one box")
    return kind


def _span(row: Table, key: str) -> MonthSpan | None:
    if not row.has(key):
        return None
    told = row.table(key)
    below = told.whole("below") if told.has("below") else None
    at_most = told.whole("at_most") if told.has("at_most") else None
    span = MonthSpan(told.whole("at_least"), below, at_most, told.source())
    if (below is None) == (at_most is None):
        told.fault("a span ends either 'below' or 'at_most'")
    if span.at_least > (below or at_most or 0):
        told.fault("a span must not end before it begins")
    return span


def _dossier(table: Table) -> tuple[DossierKind, ...]:
    default = table.table("default").source()
    kinds = tuple(
        DossierKind(row.text("code"), row.text("name"), row.text("group"), row.source(default))
        for row in table.tables("item")
    )
    _check_codes(table, [kind.code for kind in kinds])
    return kinds


def _one_of(row: Table, told: frozenset[str] | set[str], known: frozenset[str], what: str) -> None:
    unknown = sorted(told - known)
    if unknown:
        row.fault(f"no such {what}: {unknown[0]!r}")


def _check_codes(table: Table, codes: list[str]) -> None:
    if len(codes) != len(set(codes)):
        table.fault("a code is written twice")
