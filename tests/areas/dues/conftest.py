"""A village cell, and one whose shares and rates are known."""

import pytest

from tests.areas.dues.village import Cell


@pytest.fixture
def cell(db: None) -> Cell:
    return Cell()


@pytest.fixture
def ready(cell: Cell) -> Cell:
    """Shares and rates are known; the sheet of November is open."""
    cell.lay_down()
    cell.rates()
    cell.open()
    return cell
