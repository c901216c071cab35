"""The OneRoster data sets that others made, in ``../shared/data``, as they came."""

import json
from pathlib import Path

import pytest

from tests import database
from tests.interchange.juniper import Juniper, juniper

__all__ = ["juniper"]
DATA = database.ROOT.parent / "shared" / "data" / "oneroster"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"no data sets in {DATA}")

SETS = {
    "gospelnerd-v1p1-district-small": {
        "students": 248,
        "staff": 20,
        "courses": 91,
        "sections": 119,
        "placements": 1736,
        "section_teachers": 119,
    },
    "nicelion-v1p1-families": {"students": 1187, "guardians": 812, "guardianships": 2390},
    "microsoft-sds-v2.1": {"students": 4, "guardians": 2, "guardianships": 3, "placements": 4},
}


@pytest.mark.parametrize("name", SETS)
def test_a_real_set_is_taken_whole_and_once(juniper: Juniper, name: str) -> None:
    report = juniper.taken(DATA / name)
    added = {kind: count.added for kind, count in report.counts.items()}
    assert SETS[name].items() <= added.items()
    assert juniper.take(DATA / name).status == "unchanged"


def test_the_password_column_of_school_data_sync_is_not_taken(juniper: Juniper) -> None:
    report = juniper.taken(DATA / "microsoft-sds-v2.1")
    assert "P@ssword" not in json.dumps(report.as_json())
    assert juniper.one("SELECT count(*) FROM people_person t WHERE t::text LIKE '%P@ssw%'") == 0
    query = "SELECT relation, portal_access FROM people_guardianship ORDER BY relation, id"
    assert juniper.rows(query) == [
        ("Guardian", True),
        ("Guardian", True),
        ("Relative", False),
    ]


def test_the_gradebook_of_version_1_2_is_taken_but_for_its_one_bad_row(juniper: Juniper) -> None:
    (path,) = Path(DATA / "longsight-v1p2-gradebook-minimal").glob("*.zip")
    report = juniper.take(path)
    assert report.status == "imported"
    counts = report.counts
    assert counts["assignments"].added == counts["categories"].added == counts["scales"].added == 1
    assert counts["learning_objectives"].not_taken == 2
    # its only student has the role of a teacher
    (bad,) = report.rejected
    assert (bad.file, bad.line, bad.column) == ("results.csv", 2, "studentSourcedId")
