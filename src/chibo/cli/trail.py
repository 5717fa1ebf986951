"""What the commands about the trail share: the key, checkpoints on file, findings in words."""

from datetime import datetime
from pathlib import Path

from chibo.cli.files import finished_file
from chibo.cli.key_place import NoKeyPlace, kept_apart
from chibo.core.errors import Refused
from chibo.core.trail.checking import Finding, Verdict, What
from chibo.core.trail.checkpoints import BadCheckpoint, Checkpoint, read_checkpoint
from chibo.core.trail.files import write_file
from chibo.core.trail.keys import NAME, BadKey, kept_key

WORDS = {
    What.CHANGED: "nội dung bị sửa",
    What.MISSING: "bị xoá",
    What.ADDED: "bị chèn vào",
    What.MOVED: "bị đổi chỗ",
    Verdict.ROOT: "Các mục trong tệp không dẫn tới gốc của mốc; mốc ngắn không chỉ ra được chỗ.",
    Verdict.SHORT: "nhật ký ngắn hơn mốc: bị cắt, hoặc tệp xuất trước khi lập mốc",
    Verdict.COUNT: "số dòng trong tệp khác với số tệp tự kê",
    Verdict.RESEALED: "từ niêm phong này trở đi là niêm phong lập lại",
    Verdict.BACKDATED: "ghi lùi ngày so với lúc niêm phong",
    Verdict.SEAL: "niêm phong không nối tiếp các mục trước nó",
    Verdict.OTHER_TREE: (
        "Phần này xuất cho một mốc khác; hãy xuất lại với --size đúng số mục của mốc."
    ),
}


class BadCheckpointFile(Refused):
    """Not a checkpoint that holds."""

    code = "bad_checkpoint"


class NothingSealed(Refused):
    """There is nothing to make a checkpoint of."""

    code = "nothing_sealed"


class NoSuchPart(Refused):
    """The trail is not as long."""

    code = "no_such_part"


def signed_checkpoint(
    *, now: datetime, after: Checkpoint | None, marked: bool
) -> tuple[Checkpoint, list[str]]:
    """The trail sealed up to now and signed; with what to tell about the key.

    Raises NoKeyPlace, NothingSealed.
    """
    from chibo.core.sealed import checkpoint
    from chibo.core.sealing import seal

    path = kept_apart(NAME)
    seal(now=now)
    made = checkpoint(now=now, after=after, marked=marked)
    if made is None:
        raise NothingSealed(
            "Nhật ký còn trống, hoặc niêm phong không khớp các mục. Hãy chạy “chibo verify”."
        )
    try:
        key, is_new = kept_key(path)
    except (BadKey, OSError) as error:
        raise NoKeyPlace(f"Không đọc hoặc ghi được khoá {path}: {error}") from error
    told = [f"Đã tạo khoá ký tại {path}; chỉ chủ tệp đọc được."] if is_new else []
    return made.signed_with(key), told


def write_trail(out: Path, *, first: int, last: int | None, size: int | None, now: datetime) -> int:
    """Seal and write the trail or a part of it; that it was taken out is in it next time."""
    from chibo.areas.access.queries import operator_actor
    from chibo.core import audit, sealed
    from chibo.core.sealing import seal

    seal(now=now)
    newest = sealed.newest()
    whole = newest.size if newest else 0
    size, last = size or whole, last or size or whole
    if not first <= last <= size <= whole:
        raise NoSuchPart(f"Nhật ký có {whole} mục. Hãy chọn --from, --to, --size trong số đó.")
    with finished_file(out) as unfinished:
        head = sealed.header(first, last, size)
        count = write_file(unfinished, head, sealed.lines(first, last))
    actor = operator_actor("chibo trail export")
    facts = {"first": first, "last": last}
    audit.seen(actor=actor, action="trail.exported", at=now, unit_id=None, facts=facts)
    return count


def older_checkpoint(path: Path) -> Checkpoint:
    """A checkpoint on file. Raises BadCheckpointFile."""
    try:
        return read_checkpoint(path.read_bytes())
    except BadCheckpoint as error:
        raise BadCheckpointFile(
            f"{path} không phải là mốc, hoặc chữ ký của mốc không đúng. Hãy dùng bản đã cất."
        ) from error


def require_key(found: Checkpoint, name: str) -> None:
    """Raise BadCheckpointFile unless the key is the one named."""
    if name and found.key_name != name:
        raise BadCheckpointFile(
            f"Mốc này ký bằng khoá {found.key_name}, không phải {name}. Có thể mốc đã bị thay."
        )


def sentence(finding: Finding) -> str:
    """A finding in words: which leaf, what, where it stands now, what it says."""
    words = WORDS[finding.what]
    if not finding.number and not finding.now:
        return words
    at = f"Mục {finding.number or finding.now}"
    moved = finding.number and finding.now and finding.number != finding.now
    now = f" (nay ở dòng {finding.now})" if moved else ""
    return f"{at}: {words}{now}" + (f": {finding.line}" if finding.line else "")
