"""Who may read which rows is asked in one place, not wherever rows are read."""

import ast
import re

from tests.database import ROOT

#: The locks themselves, and where a viewer is made.
LOCKS = {"people/guard.py", "common/scope.py", "access/viewer.py", "registration/guard.py"}
CODE = ROOT / "openhouse"


def test_only_the_locks_read_the_list_of_students_that_a_viewer_may_see() -> None:
    readers = {
        path.relative_to(CODE).as_posix()
        for path in CODE.rglob("*.py")
        if "student_ids" in path.read_text() and "migrations" not in path.parts
    }
    assert readers == LOCKS


def test_each_function_with_a_statement_about_students_lets_its_ids_through_the_lock() -> None:
    found = {}
    for path in CODE.rglob("*.py"):
        for function in ast.walk(ast.parse(path.read_text())):
            if isinstance(function, ast.FunctionDef) and "viewer: Sees" in ast.unparse(function):
                code = ast.unparse(function)
                if re.search(r"\brows\(", code):
                    found[f"{path.name}: {function.name}"] = "seen(viewer" in code
    assert len(found) > 5
    assert [name for name, asks in found.items() if not asks] == []
