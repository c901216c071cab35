"""Who may read which rows is asked in one place, not wherever rows are read."""

from tests.database import ROOT

#: The locks themselves, and where a viewer is made.
LOCKS = {"people/guard.py", "common/scope.py", "access/viewer.py"}
CODE = ROOT / "openhouse"


def test_only_the_locks_read_the_list_of_students_that_a_viewer_may_see() -> None:
    readers = {
        path.relative_to(CODE).as_posix()
        for path in CODE.rglob("*.py")
        if "student_ids" in path.read_text() and "migrations" not in path.parts
    }
    assert readers == LOCKS


def test_each_module_with_statements_about_students_lets_its_ids_through_the_lock() -> None:
    for path in CODE.glob("*/*.py"):
        code = path.read_text()
        if "(viewer: Sees" in code and "rows(" in code:
            assert "seen(viewer" in code, path.name
