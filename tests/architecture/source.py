"""Reading the source of the house."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "src" / "chibo"


@dataclass(frozen=True)
class Function:
    """A function with the module it stands in, such as ("areas.tasks.queries", "get_task")."""

    module: str
    name: str
    parameters: tuple[str, ...]
    docstring: str
    lines: int

    @property
    def is_public(self) -> bool:
        """Whether others may call it."""
        return not self.name.startswith("_")


@cache
def modules() -> dict[str, str]:
    """The text of every module by its dotted name below chibo; migrations apart."""
    files = [path for path in HOUSE.rglob("*.py") if "migrations" not in path.parts]
    names = (".".join(path.relative_to(HOUSE).with_suffix("").parts) for path in sorted(files))
    return dict(zip(names, (path.read_text("utf-8") for path in sorted(files)), strict=True))


@cache
def functions() -> tuple[Function, ...]:
    """Every function and method."""
    return tuple(
        _function(module, node) for module, text in modules().items() for node in _defs(text)
    )


def top_level_functions(module: str) -> Iterator[Function]:
    """Those a module offers."""
    for node in ast.parse(modules()[module]).body:
        if isinstance(node, ast.FunctionDef):
            yield _function(module, node)


def _defs(text: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _function(module: str, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Function:
    given = node.args
    names = tuple(each.arg for each in [*given.posonlyargs, *given.args, *given.kwonlyargs])
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    return Function(module, node.name, names, ast.get_docstring(node) or "", length)
