"""What the cast's district staff have got: an import."""

from datetime import UTC, datetime

from openhouse.interchange.models import ImportRun
from tests.cast_rows import Maker


def make_import(make: Maker) -> None:
    """An import that is over; its report tells a row of a file, as reports do."""
    rows = make.cast.rows
    run = make.row(
        ImportRun,
        "import_run",
        begun_by=rows["admin"],
        begun_at=datetime(2026, 10, 5, 21, tzinfo=UTC),
        file_name="delivery.zip",
        state="done",
    )
    count = dict.fromkeys(("added", "changed", "ended", "unchanged", "not_taken"), 0)
    value = f"ZQ{run.pk}{make.cast.slug}"
    run.report = {
        "status": "imported",
        "message": "One student was read.",
        "counts": {"students": count | {"read": 1, "rejected": 1}},
        "rejected": [
            {"file": "users.csv", "line": 2, "column": "grades", "value": value, "expected": "01"}
        ],
        "needs_allow_ending": False,
        "seconds": 0.1,
    }
