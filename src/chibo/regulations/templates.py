"""Rubrics seen in use, offered to a committee as a beginning for its own (domain facts §2.4)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from chibo.regulations.layers import MeetingLayer, read_layer
from chibo.regulations.reading import Table
from chibo.regulations.values import Source

SHIPPED = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class RubricTemplate:
    """A template: its name, where it was seen, and its rows as TOML without that heading."""

    code: str
    name: str
    source: Source
    text: str

    @property
    def layer(self) -> MeetingLayer:
        """Its rows, read and checked."""
        return read_layer(self.text, f"template-{self.code}", self.source)


@cache
def rubric_templates() -> dict[str, RubricTemplate]:
    """All templates by code; PackError if one is faulty."""
    found = (_template(path) for path in sorted(SHIPPED.glob("*.toml")))
    return {template.code: template for template in found}


def _template(path: Path) -> RubricTemplate:
    head = Table.of_file(path).table("template")
    text = path.read_text("utf-8")
    rows = text[text.index("[[rubric]]") :]
    template = RubricTemplate(path.stem, head.text("name"), head.source(), rows)
    assert template.layer.rubrics
    return template
