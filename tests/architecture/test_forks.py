"""Workers run every test there is: a file that could not be loaded for them is not half a file."""

import subprocess
import sys
from pathlib import Path

from tests.architecture.source import ROOT

BROKEN = "def test_before(): pass\n\ndef test(a: Nowhere): pass\n"
LATER = "import duckdb\n\ndef test(): pass\n"
WHOLE = "def test(): pass\n"
LOAD = """
import sys
from tests import forks

forks._load(sys.argv[2:])
for module in list(sys.modules.values()):
    place = getattr(module, "__file__", None) or ""
    if place.startswith(sys.argv[1]):
        print(place.rsplit("/", 1)[-1])
"""


def test_a_file_that_failed_to_load_is_loaded_again_by_each_worker(tmp_path: Path) -> None:
    for name, text in (("test_broken", BROKEN), ("test_later", LATER), ("test_whole", WHOLE)):
        (tmp_path / f"{name}.py").write_text(text)
    asked = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT), str(tmp_path)]
    loaded = subprocess.run(
        [sys.executable, "-c", LOAD, str(tmp_path), *asked],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout.split() == ["test_whole.py"]
