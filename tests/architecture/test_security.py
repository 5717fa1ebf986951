"""docs/security names only what exists, and leaves no requirement out; the tools beside it run."""

import ast
import json
import re
import subprocess
import sys
from collections import Counter
from importlib.metadata import distributions
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

PAGES = ROOT / "docs" / "security"
ROW = re.compile(
    r"^\| (\d+\.\d+\.\d+) \| ([^|]+) \| ([123]) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE
)
CRYPTOGRAPHY = {"argon2", "cryptography", "fido2", "hashlib", "hmac", "jwt", "secrets", "ssl"}
FROM_DJANGO = {"django.contrib.auth.hashers", "django.core.signing", "django.utils.crypto"}
STATES = {"met", "partly", "open", "does not apply"}
# How many requirements each section of ASVS 5.0.0 has, by chapter …
SECTIONS = {
    1: (2, 10, 12, 3, 3),
    2: (3, 3, 5, 2),
    3: (1, 3, 5, 8, 8, 1, 5),
    4: (5, 5, 2, 4),
    5: (1, 6, 3, 3),
    6: (3, 12, 8, 6, 8, 4, 2, 4),
    7: (3, 4, 2, 5, 3, 2),
    8: (4, 4, 3, 2),
    9: (3, 4),
    10: (2, 3, 5, 16, 5, 2, 3),
    11: (4, 5, 5, 4, 2, 2, 2),
    12: (5, 2, 5),
    13: (4, 6, 4, 7),
    14: (2, 8, 3),
    15: (5, 5, 7, 4),
    16: (1, 5, 4, 3, 4),
    17: (2, 8, 2),
}
# … and which of them are of level 3 in the chapters held to level 2.
LEVEL_3 = """
    1.2.10 1.3.12 1.5.3 2.3.5 2.4.2 3.1.1 3.2.3 3.3.5 3.4.7 3.4.8 3.5.6 3.5.7 3.5.8 3.6.1 3.7.3
    3.7.4 3.7.5 4.1.4 4.1.5 4.2.2 4.2.3 4.2.4 4.2.5 5.2.4 5.2.5 5.2.6 5.3.3 6.3.5 6.3.6 6.3.7
    6.3.8 6.4.5 6.4.6 6.5.6 6.5.7 6.5.8 6.6.4 6.7.1 6.7.2 10.2.3 10.3.5 10.4.12 10.4.13 10.4.14
    10.4.15 10.4.16 12.1.4 12.1.5 12.3.5 13.1.2 13.1.3 13.1.4 13.2.6 13.3.3 13.3.4 13.4.6 13.4.7
    14.2.5 14.2.6 14.2.7 14.2.8 15.1.4 15.1.5 15.2.4 15.2.5 15.4.1 15.4.2 15.4.3 15.4.4 17.1.2
    17.2.5 17.2.6 17.2.7 17.2.8
"""


def asked() -> set[str]:
    every = {
        f"{chapter}.{section}.{number}"
        for chapter, counts in SECTIONS.items()
        for section, count in enumerate(counts, start=1)
        for number in range(1, count + 1)
    }
    assert len(every) == 345
    return every - set(LEVEL_3.split())


def test_every_requirement_stands_in_the_table_once() -> None:
    rows = ROW.findall((PAGES / "asvs.md").read_text("utf-8"))
    numbers = Counter(row[0] for row in rows)
    assert set(numbers) == asked()
    assert set(numbers.values()) == {1}
    assert {row[3] for row in rows} == STATES


def test_what_is_met_or_partly_met_names_evidence() -> None:
    rows = ROW.findall((PAGES / "asvs.md").read_text("utf-8"))
    assert not [row[0] for row in rows if row[3] in {"met", "partly"} and "`" not in row[4]]


@pytest.mark.parametrize(
    "page", ["asvs.md", "README.md", "threat-model.md", "cryptography.md", "../../SECURITY.md"]
)
def test_every_file_named_exists(page: str) -> None:
    text = (PAGES / page).read_text("utf-8")
    named = re.findall(r"`((?:src|tests|docs|bin|tools|bench)/[\w./-]+|\w+\.(?:toml|md))`", text)
    linked = re.findall(r"\]\(([\w./-]+)\)", text)
    missing = [name for name in named if not (ROOT / name).exists()]
    missing += [link for link in linked if not ((PAGES / page).parent / link).exists()]
    assert named or linked
    assert not missing


def test_every_use_of_cryptography_stands_in_the_list() -> None:
    text = (PAGES / "cryptography.md").read_text("utf-8")
    listed = re.findall(r"^\| `(src/[\w./]+)` \|", text, re.MULTILINE)
    assert len(listed) == len(set(listed))
    found = {str(path.relative_to(ROOT)) for path in (ROOT / "src").rglob("*.py") if _uses_it(path)}
    assert found == set(listed) - {"src/chibo/config/settings.py"}  # names of hashers only


def _uses_it(path: Path) -> bool:
    tree = ast.parse(path.read_text("utf-8"))
    plain = {
        name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    }
    parts = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return any(name in FROM_DJANGO or name.split(".")[0] in CRYPTOGRAPHY for name in plain | parts)


def test_the_list_of_components_names_what_is_installed_and_is_the_same_twice() -> None:
    tool = [sys.executable, str(ROOT / "tools" / "sbom.py")]
    first, second = (subprocess.run(tool, capture_output=True, check=True) for _ in range(2))
    assert first.stdout == second.stdout
    found = json.loads(first.stdout)
    assert (found["bomFormat"], found["specVersion"]) == ("CycloneDX", "1.6")
    names = {component["name"] for component in found["components"]}
    assert {"django", "granian", "cryptography", "psycopg"} <= names
    assert "pytest" not in names  # what runs, not what checks
    installed = {re.sub(r"[-_.]+", "-", str(each.metadata["Name"])) for each in distributions()}
    assert names <= {name.lower() for name in installed}
    assert all(component["purl"].startswith("pkg:pypi/") for component in found["components"])


def test_an_audit_never_says_more_than_the_index_knew(capsys: pytest.CaptureFixture[str]) -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    from audit import told

    flaw = {"id": "CVE-1", "fix_versions": ["2.1"]}
    known = {"name": "a", "version": "2", "vulns": [flaw]}
    assert told([known, {"name": "b", "skip_reason": "not found"}]) == 1
    out = capsys.readouterr().out
    assert "1 of 2 components audited, 1 known flaws." in out
    assert "NOT audited, the index does not know them: b" in out
    assert "a 2: CVE-1, mended in 2.1" in out
    assert told([{"name": "b", "skip_reason": "not found"}]) == 0
    assert "0 of 1 components audited" in capsys.readouterr().out
