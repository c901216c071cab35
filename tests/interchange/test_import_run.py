# ruff: noqa: E501  rows of files stand as the other system writes them
"""An import as a whole: all or nothing, said in words, and never fooled by a file."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from openhouse.common.scope import scope
from openhouse.interchange.report import Report
from tests.interchange.deliveries import FILES, instead, without, write
from tests.interchange.juniper import YESTERDAY, Juniper, juniper

__all__ = ["juniper"]
ROSTER = "SELECT count(*) FROM people_person"


def rejects(report: Report) -> list[tuple[str, int, str, str]]:
    return [(each.file, each.line, each.column, each.value) for each in report.rejected]


def test_the_same_file_twice_changes_nothing_and_says_so(juniper: Juniper, tmp_path: Path) -> None:
    folder = write(tmp_path / "d")
    juniper.taken(folder)
    report = juniper.take(folder)
    assert report.status == "unchanged"
    assert "Nothing to change" in report.message
    for kind, count in report.counts.items():
        assert count.touched == 0, kind
        assert count.read == count.unchanged + count.rejected + count.not_taken, kind


def test_a_preview_says_what_would_happen_and_changes_nothing(
    juniper: Juniper, tmp_path: Path
) -> None:
    report = juniper.take(write(tmp_path / "d"), dry_run=True)
    assert report.status == "preview"
    words = dict(report.lines())
    assert words["Students"] == "3 will be added"
    assert words["Scores"] == "3 will be added"
    juniper.taken(write(tmp_path / "d"))
    changed = FILES["users"].replace("Kit,Birch", "Kit,Beech")
    report = juniper.take(write(tmp_path / "d", users=changed), dry_run=True)
    assert dict(report.lines())["Students"] == "1 will change, no change in 2"
    assert juniper.take(write(tmp_path / "d")).status == "unchanged"


def test_scores_far_over_their_points_are_taken_and_asked_about(
    juniper: Juniper, tmp_path: Path
) -> None:
    """By the quick road of a first import, and line by line later."""
    far = instead("results", "18.5", "79")
    kept = "SELECT points FROM grades_score WHERE points IS NOT NULL"
    for lines in ([0], [2]):
        report = juniper.taken(write(tmp_path / "d", **far))
        assert juniper.one(kept) == 79
        assert [each.line for each in report.doubted] == lines
        said = report.as_json()["doubted"][0]
        assert (said["file"], said["column"], said["value"]) == ("results.csv", "score", "79")
        assert "“Worksheet 1” has 20 points. Is it meant? Student number: 1001" in said["reason"]
        assert report.doubted_count == 1
        again = juniper.take(write(tmp_path / "d", **far))
        assert (again.status, again.doubted) == ("unchanged", [])
        assert juniper.taken(write(tmp_path / "d")).doubted == []  # 18.5 of 20


def test_an_import_that_changes_something_has_its_line_in_the_ledger(
    juniper: Juniper, tmp_path: Path
) -> None:
    lines = "SELECT count(*) FROM ledger_change WHERE kind = 'import.done'"
    folder = write(tmp_path / "d")
    juniper.take(folder, dry_run=True)
    assert juniper.one(lines) == 0
    juniper.taken(folder)
    juniper.take(folder)
    assert juniper.one(lines) == 1
    after = "SELECT after -> 'students' ->> 'added' FROM ledger_change WHERE kind = 'import.done'"
    assert juniper.one(after) == "3"


def test_a_run_that_would_end_many_enrollments_asks_first(juniper: Juniper, tmp_path: Path) -> None:
    juniper.taken(write(tmp_path / "d"))
    fewer = write(tmp_path / "d", **without("enrollments", "e3"))
    report = juniper.take(fewer)
    assert report.status == "refused"
    assert report.needs_allow_ending
    assert "--allow-ending" in report.message
    assert "1 of 3" in report.message
    assert juniper.take(fewer, dry_run=True).status == "refused"
    report = juniper.taken(fewer, allow_ending=True)
    assert report.counts["placements"].ended == 1
    query = "SELECT ends_on FROM courses_placement WHERE source_id = 'e3'"
    assert juniper.one(query) == YESTERDAY


def test_a_worker_that_has_used_temporary_tables_imports(juniper: Juniper, tmp_path: Path) -> None:
    """PostgreSQL gives those no other memory then, and the delivery is not at fault."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE scratch ON COMMIT DROP AS SELECT 1 AS one")
        cursor.execute("SELECT one FROM scratch")
        cursor.execute("DROP TABLE scratch")
    juniper.taken(write(tmp_path / "d"))


def test_a_run_that_ends_few_enrollments_goes_through(juniper: Juniper, tmp_path: Path) -> None:
    students = "".join(
        f"m{i},active,,true,o1,student,m{i},,Mo{i},Many,,,,,,,09,\n" for i in range(20)
    )
    places = "".join(f"n{i},active,,k2,o1,m{i},student,,,\n" for i in range(20))
    users, enrollments = FILES["users"] + students, FILES["enrollments"] + places
    juniper.taken(write(tmp_path / "d", users=users, enrollments=enrollments))
    fewer = enrollments.replace("n7,active,,k2,o1,m7,student,,,\n", "")
    report = juniper.taken(write(tmp_path / "d", users=users, enrollments=fewer))
    assert report.counts["placements"].ended == 1


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            instead("users", "u3,active,,true,o1,student,kit,,Kit", "u3,active,,true,o1,student,kit,,"),
            [("users.csv", 4, "givenName", "")],
        ),
        (
            instead("lineItems", "2026-09-17,k1", "17.9.2026,k1"),
            [("lineItems.csv", 3, "dueDate", "17.9.2026")],
        ),
        (
            instead("lineItems", "k1,g1,s1,0,20\nl2", "k9,g1,s1,0,20\nl2"),
            [("lineItems.csv", 2, "classSourcedId", "k9")],
        ),
        (
            instead("results", "18.5", "1_8"),
            [("results.csv", 2, "score", "1_8")],
        ),
        (
            instead("results", "r3,active,,l1,u2", "r3,active,,l1,u9"),
            [("results.csv", 4, "studentSourcedId", "u9")],
        ),
        (
            instead("results", "r3,active,,l1,u2", "r3,active,,l1,u1"),
            [("results.csv", 4, "studentSourcedId", "u1")],
        ),
        (
            instead("results", "r2,active,,l2,u1,not submitted,,2026-09-18,", "r2,active,,l2,u1"),
            [("results.csv", 3, "", "5 values")],
        ),
        (
            instead("enrollments", "e1,active,,k1,o1,u1,student,,2026-08-15,2027-01-15", "e1,active,,k1,o1,u1,student,,2026-08-15,2026-01-15"),
            [("enrollments.csv", 2, "endDate", "2026-01-15")],
        ),
        (
            {"enrollments": FILES["enrollments"] + "e9,active,,k1,o1,u1,student,,2026-12-01,\n"},
            [("enrollments.csv", 6, "beginDate", "2026-12-01")],
        ),
        (
            {"enrollments": FILES["enrollments"] + "e1,active,,k2,o1,u1,student,,2026-12-01,\n"},
            [("enrollments.csv", 6, "sourcedId", "e1")],
        ),
        (
            instead("academicSessions", "semester,2026-08-15", "semester,2026-08-01"),
            [("academicSessions.csv", 3, "startDate", "2026-08-01")],
        ),
        (
            instead("users", "1003,,,,,09", "1003,,,,u3,09"),
            [("users.csv", 4, "agentSourcedIds", "u3")],
        ),
        (
            instead("lineItems", "0,20\nl2", "0,-5\nl2"),
            [("lineItems.csv", 2, "resultValueMax", "-5")],
        ),
        (
            instead("demographics", "2011-03-04", "2011-13-04"),
            [("demographics.csv", 2, "birthDate", "2011-13-04")],
        ),
        (
            instead("courses", "Algebra I", "A" * 201),
            [("courses.csv", 2, "title", "A" * 200)],
        ),
    ],
)  # fmt: skip
def test_a_bad_row_is_listed_with_its_place_and_the_rest_is_taken(
    juniper: Juniper, tmp_path: Path, change: dict[str, str], expected: list[tuple[Any, ...]]
) -> None:
    report = juniper.take(write(tmp_path / "d", **change))
    assert report.status == "imported", report.message
    ((file, line, _column, _value),) = expected
    assert [each for each in rejects(report) if each[:2] == (file, line)] == expected
    assert all(each.expected for each in report.rejected)
    assert juniper.one("SELECT count(*) FROM people_person") >= 5


def test_a_line_that_makes_many_rows_is_listed_once_and_each_row_counted(
    juniper: Juniper, tmp_path: Path
) -> None:
    gone = FILES["users"].replace(",true,o1,student,kit,", ",true,nowhere,student,kit,")
    gone += "t2,active,,true,nowhere,teacher,tim,,Tim,Teak,,,,,,,,\n"
    enrollments = FILES["enrollments"] + "e5,active,,k1,o1,nobody,student,,,\n"
    report = juniper.take(write(tmp_path / "d", users=gone, enrollments=enrollments))
    assert rejects(report) == [
        ("enrollments.csv", 6, "userSourcedId", "nobody"),
        ("users.csv", 4, "orgSourcedIds", "nowhere"),
        ("users.csv", 8, "orgSourcedIds", "nowhere"),
    ]
    assert report.counts["enrollments"].rejected == 2
    assert report.counts["placements"].rejected == 1


def test_the_columns_of_other_files_have_their_own_names(juniper: Juniper, tmp_path: Path) -> None:
    users = FILES["users"].replace('"p1,p2"', "").replace(",p1,10", ",,10")
    manifest = FILES["manifest"] + "file.roles,bulk\n"
    roles = (
        "sourcedId,status,dateLastModified,userSourcedId,roleType,role,orgSourcedId\n"
        "r1,active,,t1,primary,teacher,o1\nr2,active,,t9,primary,teacher,o1\n"
        "r3,active,,t1,secondary,teacher,o9\n"
    )
    report = juniper.take(write(tmp_path / "d", users=users, roles=roles, manifest=manifest))
    assert ("roles.csv", 4, "orgSourcedId", "o9") in rejects(report)


def test_what_a_report_does_not_list_it_counts_for_each_file(
    juniper: Juniper, tmp_path: Path
) -> None:
    ragged = "".join(f"e2{i},active\n" for i in range(10_003))
    courses = FILES["courses"] + "c2,active,,sy,,ALG2,09,o1,Math,\n"
    folder = write(tmp_path / "d", courses=courses, enrollments=FILES["enrollments"] + ragged)
    listed = juniper.take(folder).as_json()
    assert len(listed["rejected"]) == 10_000
    assert listed["rejected_more"] == {"courses.csv": 1, "enrollments.csv": 3}


def test_lines_are_right_after_a_value_with_a_line_end(juniper: Juniper, tmp_path: Path) -> None:
    results = FILES["results"].replace("Well done", '"Well\n\ndone"').replace(",u2,", ",u9,")
    report = juniper.take(write(tmp_path / "d", results=results))
    assert rejects(report) == [("results.csv", 6, "studentSourcedId", "u9")]
    assert juniper.one("SELECT count(*) FROM grades_score") == 2


def test_a_rejected_row_that_was_imported_before_does_not_end(
    juniper: Juniper, tmp_path: Path
) -> None:
    juniper.taken(write(tmp_path / "d"))
    bad = instead("enrollments", "u2,student,,2026-08-15", "u2,student,,15.8.2026")
    report = juniper.take(write(tmp_path / "d", **bad))
    assert report.counts["placements"].rejected == 1
    assert report.counts["placements"].ended == 0


def test_another_district_does_not_see_what_was_imported(juniper: Juniper, tmp_path: Path) -> None:
    juniper.taken(write(tmp_path / "d"))
    assert juniper.one(ROSTER) == 6
    with scope(district=-1, students="all", hat="system"), connection.cursor() as cursor:
        cursor.execute(ROSTER)
        assert cursor.fetchone() == (0,)


def test_the_command_writes_the_report_and_says_it_in_words(
    juniper: Juniper, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = tmp_path / "report.json"
    folder = str(write(tmp_path / "d"))
    call_command("import", folder, district="juniper", report=str(where))
    report = json.loads(where.read_text())
    assert report["status"] == "imported"
    assert report["counts"]["students"] == {
        "read": 3,
        "added": 3,
        "changed": 0,
        "ended": 0,
        "unchanged": 0,
        "rejected": 0,
        "not_taken": 0,
    }
    assert report["rejected"] == []
    assert "Students: 3 added" in capsys.readouterr().out


def test_the_command_ends_with_2_when_it_refuses(
    juniper: Juniper, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter").mkdir()
    (tmp_path / "letter" / "letter.txt").write_text("Dear Sir or Madam")
    (tmp_path / "empty").mkdir()
    (tmp_path / "damaged.zip").write_text("no zip")
    for name, words in (
        ("letter", "letter: found 'letter.txt', expected OneRoster CSV"),
        ("empty", "empty: expected files; there is not one in it"),
        ("damaged.zip", "damaged.zip: expected a zip file that is whole, or a folder"),
    ):
        where = tmp_path / f"{name}.json"
        with pytest.raises(SystemExit) as ended:
            call_command("import", str(tmp_path / name), district="juniper", report=str(where))
        assert ended.value.code == 2
        said = capsys.readouterr().out
        assert said.startswith(f"Importing {tmp_path / name} into Juniper Schools")
        assert said.count(words) == 1, said
        assert "repeat the import" in said
        report = json.loads(where.read_text())
        assert report["status"] == "refused"
        assert report["rejected"][0].keys() == {"file", "line", "column", "value", "expected"}


def test_the_command_says_what_is_wrong_with_how_it_was_called(
    juniper: Juniper, tmp_path: Path
) -> None:
    missing, where = str(tmp_path / "missing"), tmp_path / "report.json"
    with pytest.raises(CommandError, match="There is no district 'nowhere'") as error:
        call_command("import", missing, district="nowhere")
    assert error.value.returncode == 2
    with pytest.raises(CommandError, match="There is no file or folder") as error:
        call_command("import", missing, district="juniper", report=str(where))
    assert error.value.returncode == 2
    assert json.loads(where.read_text())["status"] == "refused"
    folder = str(write(tmp_path / "d"))
    with pytest.raises(CommandError, match="report cannot be written") as error:
        call_command("import", folder, district="juniper", report="/nowhere/at/all.json")
    assert error.value.returncode == 2
    assert juniper.one(ROSTER) == 0, "found out before anything is imported"


def test_the_command_names_whose_staff_posts_end(
    juniper: Juniper, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    juniper.taken(write(tmp_path / "d"))
    fewer = str(write(tmp_path / "d", **without("users", "t1")))
    call_command("import", fewer, district="juniper", dry_run=True)
    assert "Staff post that ends: Ted Cedar, teacher Juniper High School" in capsys.readouterr().out
