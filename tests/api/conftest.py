"""A commune with two cells, and the day on which its programs ask."""

from dataclasses import dataclass, field

import pytest

from chibo.areas.organisation.models import Unit
from tests.factories import a_cell, a_commune, a_member


@dataclass
class Commune:
    """A commune of two cells, three members in one of them."""

    commune: Unit = field(default_factory=lambda: a_commune(code="XHB"))
    east: Unit = field(init=False)
    west: Unit = field(init=False)

    def __post_init__(self) -> None:
        self.east = a_cell(self.commune, "Chi bộ thôn Đông", code="XHB-01")
        self.west = a_cell(self.commune, "Chi bộ thôn Tây", code="XHB-02")
        for number, name in enumerate(("Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường"), 1):
            a_member(self.east, name, code=f"DV{number}")


@pytest.fixture(autouse=True)
def _november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHIBO_TODAY", "2026-11-21")


@pytest.fixture
def ours(db: None) -> Commune:
    return Commune()
