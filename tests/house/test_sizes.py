"""Files, functions and views stay short enough to be read (``docs/style.md``)."""

import ast
from collections.abc import Iterator

from tests.database import ROOT

LONGEST = 300
LONGEST_TEST = 500
LONGEST_FUNCTION = 40
LONGEST_VIEW = 15
FOLDERS = ("openhouse", "tests", "benchmarks", "scripts")


def test_no_file_is_too_long_to_read() -> None:
    long = {}
    for folder in FOLDERS:
        most = LONGEST_TEST if folder == "tests" else LONGEST
        for path in (*(ROOT / folder).rglob("*.py"), *(ROOT / folder).rglob("*.js")):
            name = path.relative_to(ROOT).as_posix()
            count = len(path.read_text().splitlines())
            if count > most and "/migrations/" not in name:
                long[name] = count
    assert not long, f"split these by noun: {long}"


type Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions_in(source: str) -> Iterator[Function]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, Function.__value__):
            yield node


def length(function: Function) -> int:
    """Its lines without its decorators and its docstring: what there is to keep in mind."""
    lines = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        lines -= (first.end_lineno or 0) - first.lineno + 1
    return lines


def is_view(function: Function) -> bool:
    """If it says whom it is for."""
    said = (getattr(each, "func", each) for each in function.decorator_list)
    return any(getattr(each, "id", "") == "audience" for each in said)


def test_functions_and_views_are_short() -> None:
    long, views = {}, 0
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*.py"):
            for function in functions_in(path.read_text()):
                views += is_view(function)
                most = LONGEST_VIEW if is_view(function) else LONGEST_FUNCTION
                if length(function) > most:
                    name = f"{path.relative_to(ROOT).as_posix()}:{function.name}"
                    long[name] = length(function)
    assert not long, f"split these by noun: {long}"
    assert views > 100


def test_what_counts_is_neither_decorator_nor_docstring() -> None:
    source = "@audience(STAFF)\n@require_safe\ndef home(request):\n    '''Where\n    one is.'''\n"
    (view,) = functions_in(source + "    a = 1\n\n    return a\n")
    assert is_view(view)
    assert length(view) == 4
