"""The glossary can be read, and gives one term each."""

import tomllib

from tests.architecture.source import ROOT


def test_each_term_stands_once_with_its_name_in_the_code() -> None:
    terms = tomllib.loads((ROOT / "docs/glossary.toml").read_text("utf-8"))["term"]
    names = [term["vietnamese"] for term in terms]
    assert [name for name in names if names.count(name) > 1] == []
    assert all(term["in_code"] for term in terms)
