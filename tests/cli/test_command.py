"""What holds for every command: help, exit codes, one JSON document, refusals in words."""

import json
import re
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result

import chibo as package
from chibo.cli import main
from chibo.cli.variables import VARIABLES
from chibo.core.embedded import database_in_use, database_url
from chibo.core.embedded.home import Home
from tests.homes import Choose, server_processes

from .conftest import Chibo

COMMANDS = {
    *("demo", "serve", "worker", "migrate", "createsuperuser", "settings", "import", "export"),
    *("indicators", "statistics", "index", "paper", "verify", "trail", "backup", "restore"),
    *("keys", "publish", "gather", "partition"),
}


def in_this_process(*arguments: str) -> Result:
    return CliRunner().invoke(main.chibo, arguments)


def test_help_names_every_command_of_the_contract() -> None:
    help_text = in_this_process("--help").stdout
    assert set(re.findall(r"^  (\w+)  ", help_text, re.MULTILINE)) == COMMANDS


def test_help_comes_without_loading_django() -> None:
    check = "import sys, chibo.cli.main; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["indicators", "--unit", "X", "--from", "2026-02", "--to", "2026-01"],
        ["indicators", "--unit", "X", "--from", "2026", "--to", "2026-01"],
        ["indicators", "--unit", "X", "--from", "2026-01", "--to", "2026-01", "--structure", "x"],
        ["export", "--out", "x.xlsx"],
        ["export", "--unit", "X", "--out", "x.xlsx", "--on", "31/02/2026"],
        ["import"],
        ["import", "no-such-file.xlsx"],
        ["restore", "no-such-file.zip"],
        ["demo", "--port", "99999"],
        ["createsuperuser", "--username", "an", "--generate", "--password-stdin"],
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_with_two_and_starts_nothing(
    system: Choose, arguments: list[str]
) -> None:
    home = system("unused")
    done = in_this_process(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert not home.folder.exists()


FIGURES = ("indicators", "--unit", "X", "--from", "2026-01", "--to", "2026-01", "--json")


def test_the_first_command_on_an_empty_database_makes_the_tables(
    chibo: Chibo, system: Choose
) -> None:
    home = system("one")
    done = chibo(*FIGURES)
    assert done.returncode == 1
    assert json.loads(done.stdout)["error"]["code"] == "not_there"
    assert server_processes(home) == []


def test_tables_of_another_version_are_refused_with_the_next_step(
    chibo: Chibo, migrated: Home
) -> None:
    newest = "app = 'core' and name = '0004_trail_guarded'"
    with database_in_use(), psycopg.connect(database_url()) as connection:
        connection.execute(f"update django_migrations set app = 'older' where {newest}")
    try:
        done = chibo(*FIGURES)
    finally:
        with database_in_use(), psycopg.connect(database_url()) as connection:
            connection.execute("update django_migrations set app = 'core' where app = 'older'")
    assert done.returncode == 1
    assert "chibo migrate" in done.stderr
    assert json.loads(done.stdout)["error"]["code"] == "not_migrated"


def test_a_server_that_does_not_answer_is_a_refusal_without_its_password(
    chibo: Chibo, system: Choose, monkeypatch: pytest.MonkeyPatch
) -> None:
    system("unused")
    monkeypatch.setenv("CHIBO_DATABASE_URL", "postgresql://an:bimat@127.0.0.1:1/chibo")
    done = chibo("verify")
    assert done.returncode == 1
    assert "CHIBO_DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr
    assert "bimat" not in done.stderr


def test_settings_lists_every_variable_the_program_reads() -> None:
    reads = re.compile(r'(?:environ(?:\.get\(|\[)\s*|envvar=)"(CHIBO_\w+)"')
    kept = re.compile(r'\bsecret\("(CHIBO_\w+)"')
    source = [path.read_text() for path in Path(package.__file__).parent.rglob("*.py")]
    read = {name for text in source for name in reads.findall(text)}
    for name in {name for text in source for name in kept.findall(text)}:
        read |= {name, f"{name}_FILE"}
    assert "CHIBO_DATABASE_URL" in read
    assert read == {variable.name for variable in VARIABLES}


def test_settings_shows_values_and_masks_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHIBO_DATABASE_URL", "postgresql://an:bimat@may/chibo")
    monkeypatch.setenv("CHIBO_SECRET_KEY", "rat-bi-mat")
    done = in_this_process("settings", "--json")
    rows = {row["name"]: row for row in json.loads(done.stdout)}
    assert rows["CHIBO_DATABASE_URL"]["value"] == "postgresql://an:••••••@may/chibo"
    assert rows["CHIBO_SECRET_KEY"]["value"] == "••••••"
    assert "bimat" not in in_this_process("settings").stdout


def test_migrate_says_what_it_did(chibo: Chibo, migrated: Home) -> None:
    assert chibo("migrate").stdout == "Các bảng đã đúng phiên bản.\n"
    assert server_processes(migrated) == []
