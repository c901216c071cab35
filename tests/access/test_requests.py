"""District and viewer of a request have a type, because one module alone reads them there."""

import ast
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parents[2] / "openhouse"
NAMES = {"district", "viewer"}


def reads(tree: ast.AST) -> Iterator[int]:
    """The lines with ``request.viewer`` or ``getattr(request, "viewer")``, and the like."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            owner, name = node.value, node.attr
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "getattr":
            owner, name = node.args[0], getattr(node.args[1], "value", "")
        else:
            continue
        called = getattr(owner, "attr", getattr(owner, "id", ""))
        if called == "request" and name in NAMES:
            yield node.lineno


def test_only_one_module_reads_who_and_where_off_a_request() -> None:
    found = {
        str(path.relative_to(HERE)): lines
        for path in HERE.rglob("*.py")
        if (lines := list(reads(ast.parse(path.read_text(encoding="utf-8")))))
    }
    assert set(found) == {"access/requests.py"}, found
