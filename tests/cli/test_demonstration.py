"""The data of `chibo demo` on a server of one's own: a new home is made like any other."""

from pathlib import Path

import pytest

from chibo.cli.demonstration import NotADemo, build_sample_once
from tests.factories import a_commune

pytestmark = pytest.mark.django_db


def test_records_of_others_on_a_server_are_not_built_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CHIBO_HOME", str(tmp_path / "new"))
    a_commune()
    with pytest.raises(NotADemo, match="CHIBO_HOME"):
        build_sample_once(fresh=False)
    assert (tmp_path / "new").is_dir()
