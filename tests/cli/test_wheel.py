"""What `pip install .` brings is the whole program, and it runs from there."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest

from chibo.core.embedded.home import Home

from .conftest import StartChibo

ROOT = Path(__file__).parents[2]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an installed `chibo`; commands of this test run that one."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("chibo-*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "installed")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "installed"))
    monkeypatch.chdir(tmp_path)
    where = [sys.executable, "-c", "import chibo; print(chibo.__file__)"]
    found = subprocess.run(where, check=True, capture_output=True, text=True).stdout.strip()
    assert Path(found).is_relative_to(tmp_path)
    return tmp_path / "installed"


def test_nothing_of_the_program_is_left_behind(
    installed: Path, migrated: Home, start_chibo: StartChibo, free_port: int
) -> None:
    kept = subprocess.run(
        ["git", "ls-files", "-z", "src/chibo"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        env={key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
    )
    packed = {str(path.relative_to(installed)) for path in installed.rglob("*") if path.is_file()}
    missing = {name.removeprefix("src/") for name in kept.stdout.split("\0") if name} - packed
    assert not missing

    serve = start_chibo("serve", "--port", str(free_port))
    assert serve.stdout is not None
    assert f":{free_port}/" in serve.stdout.readline()
    page = _ask(free_port, "/dang-nhap/")
    assert "Mật khẩu" in page
    style = re.search(r'href="(/static/[^"]+[.]css)"', page)
    assert style is not None
    assert _ask(free_port, style[1])
    serve.send_signal(signal.SIGINT)
    assert serve.wait(timeout=20) == 0


def _ask(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
        said: str = answer.read().decode()
        return said
