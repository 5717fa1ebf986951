"""Every way a file or a list leaves by is named in docs/security, with the rule it is under."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import ROOT, modules

LIST = ROOT / "docs" / "security" / "ways-out.md"
HANDS_OUT = {"as_workbook", "hand_out", "as_file", "handed_out", "FileResponse"}
ITSELF = {"StreamingHttpResponse", "Content-Disposition", "text/calendar; charset=utf-8"}
MAKERS = {"web.components.downloads", "web.papers.handing"}
"""What the ways of pages are made of; not ways themselves."""
WRITES = {"write_file", "finished_file", "export_facts", "write_trail"}
ANSWERS = {"get", "post"}


def named() -> dict[str, str]:
    """The list: way → rule."""
    rows = re.findall(r"^\| `([a-z_.]+)` \| (\w+) \|$", LIST.read_text(), re.MULTILINE)
    assert len(rows) == len(dict(rows))
    return dict(rows)


def calls(node: ast.AST) -> set[str]:
    return {
        each.func.id
        for each in ast.walk(node)
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)
    }


def ways_of_a_page(module: str, text: str) -> Iterator[str]:
    """Functions that hand out, and those of the module that call them; of these the outermost."""
    tree = ast.parse(text)
    found = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    called = {name: calls(node) for name, node in found.items()}
    ways = {
        name
        for name, node in found.items()
        if called[name] & (HANDS_OUT | ITSELF)
        or any(isinstance(n, ast.Constant) and n.value in ITSELF for n in ast.walk(node))
    }
    while more := {name for name in found if called[name] & ways} - ways:
        ways |= more
    inner = {each for name in ways for each in called[name] if each != name}
    yield from (f"{module}.{name}" for name in sorted(ways - inner))


def endpoints(text: str) -> Iterator[str]:
    for node in ast.parse(text).body:
        made_by = node.decorator_list if isinstance(node, ast.FunctionDef) else []
        if any(isinstance(d, ast.Call) and getattr(d.func, "attr", "") in ANSWERS for d in made_by):
            yield node.name


def ways() -> set[str]:
    found: set[str] = set()
    for module, text in modules().items():
        if module.startswith("web.") and module not in MAKERS:
            found |= set(ways_of_a_page(module, text))
        elif module.startswith("api.endpoints."):
            found |= {f"{module}.{name}" for name in endpoints(text)}
        elif module.startswith("cli.commands.") and calls(ast.parse(text)) & WRITES:
            found.add(module)
    return found


def test_every_way_out_is_named_with_its_rule() -> None:
    assert ways() == named().keys()


def test_who_names_people_is_under_a_rule_that_counts_them() -> None:
    """By `names_people`, without which a table says that it names nobody."""
    rules = named()
    for module, text in modules().items():
        if "names_people=" in text and module.startswith("web.") and module not in MAKERS:
            of_module = {rules[way] for way in ways_of_a_page(module, text)}
            assert of_module & {"two", "narrowed"}, module
    for way, rule in rules.items():
        if rule == "nobody" and way.startswith("web."):
            module, _dot, name = way.rpartition(".")
            text = next(
                ast.unparse(node)
                for node in ast.parse(modules()[module]).body
                if isinstance(node, ast.FunctionDef) and node.name == name
            )
            assert "names_people=" not in text, way


def test_the_page_of_rules_says_what_each_means() -> None:
    told = set(re.findall(r"^\| (\w+) \| [a-z]", LIST.read_text(), re.MULTILINE)) - {"rule", "way"}
    assert set(named().values()) == told
