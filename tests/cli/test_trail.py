"""`chibo trail`: checkpoint, file, and holding one against the other on another machine."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from chibo.cli.commands.trail import trail
from chibo.cli.key_place import NoKeyPlace
from chibo.cli.trail import NoSuchPart, older_checkpoint, signed_checkpoint, write_trail
from chibo.core import audit
from chibo.core.models import AuditEvent
from tests.factories import a_cell, an_actor

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


def ask(*words: object) -> tuple[int, str]:
    done = CliRunner().invoke(trail, [str(word) for word in words])
    return done.exit_code, done.output


@pytest.mark.django_db
def test_a_kept_checkpoint_tells_what_was_done_to_the_trail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHIBO_KEYS", str(tmp_path / "keys"))
    actor = an_actor("secretary", a_cell(), name="Bí thư A")
    for number in range(6):
        audit.record(actor=actor, action=f"x{number}", at=NOW)
    made, told = signed_checkpoint(now=NOW, after=None, marked=True)
    key = tmp_path / "keys" / "trail-key"
    assert str(key) in told[0]
    assert key.stat().st_mode & 0o777 == 0o600
    kept = tmp_path / "kept.json"
    kept.write_text(made.as_text())
    on_paper = tmp_path / "on-paper.json"
    on_paper.write_text(signed_checkpoint(now=NOW, after=None, marked=False)[0].as_text())

    written = tmp_path / "trail.jsonl"
    assert write_trail(written, first=1, last=None, size=None, now=NOW) == 7
    assert AuditEvent.objects.get(kind="export").action == "trail.exported"
    status, said = ask("verify", written, "--checkpoint", kept, "--key", made.key_name)
    assert (status, "0 mục ghi sau mốc" in said) == (0, True)
    assert ask("verify", written, "--checkpoint", kept, "--key", "khác")[0] == 1

    newer, told = signed_checkpoint(now=NOW, after=older_checkpoint(kept), marked=False)
    assert not told, "the key is there already"
    later = tmp_path / "newer.json"
    later.write_text(newer.as_text())
    assert ask("compare", kept, later)[0] == 0
    assert ask("compare", later, kept)[0] == 1
    assert "tệp xuất trước khi lập mốc" in ask("verify", written, "--checkpoint", later)[1]

    part = tmp_path / "part.jsonl"
    assert write_trail(part, first=3, last=5, size=7, now=NOW) == 3
    assert ask("verify", part, "--checkpoint", kept)[0] == 0
    with pytest.raises(NoSuchPart):
        write_trail(part, first=3, last=50, size=None, now=NOW)

    written.write_bytes(written.read_bytes().replace(b'"x3"', b'"y3"'))
    status, said = ask("verify", written, "--checkpoint", kept)
    assert status == 1
    assert "Mục 4: nội dung bị sửa" in said
    assert "không chỉ ra được chỗ" in ask("verify", written, "--checkpoint", on_paper)[1]
    assert ask("verify", kept, "--checkpoint", kept)[0] == 2


def test_a_key_is_not_kept_beside_the_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHIBO_HOME", str(tmp_path))
    for keys in ("", str(tmp_path / "pg" / "keys")):
        monkeypatch.setenv("CHIBO_KEYS", keys)
        with pytest.raises(NoKeyPlace):
            signed_checkpoint(now=NOW + timedelta(0), after=None, marked=True)
