# ruff: noqa: E501
"""What a OneRoster delivery becomes, and what real exporters may do."""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.interchange.deliveries import FILES, instead, only, write, zipped
from tests.interchange.juniper import Juniper, juniper
from tests.jobs import waiting

__all__ = ["juniper"]


def test_a_delivery_becomes_the_school(juniper: Juniper, tmp_path: Path) -> None:
    report = juniper.taken(write(tmp_path / "d"))
    added = {kind: count.added for kind, count in report.counts.items()}
    assert added["schools"] == 1
    assert added["students"] == 3
    assert added["guardians"] == 2
    assert added["guardianships"] == 3
    assert added["staff"] == 1
    assert added["courses"] == 1
    assert added["sections"] == 2
    assert added["placements"] == 3
    assert added["enrollments"] == 3
    assert added["assignments"] == 2
    assert added["scores"] == 3
    assert juniper.rows("SELECT points::float, flag FROM grades_score ORDER BY points, flag") == [
        (18.5, ""),
        (None, "exempt"),
        (None, "missing"),
    ]
    assert juniper.one("SELECT born_on FROM people_person WHERE source_id = 'u1'") == date(
        2011, 3, 4
    )
    assert juniper.rows("SELECT name, number, teacher_name, room FROM courses_section") == [
        ("Algebra I", "ALG1-1", "Ted Cedar", "Room 4"),
        ("Algebra I", "ALG1-2", "", "Room 5"),
    ]
    assert juniper.one("SELECT count(*) FROM courses_meeting") == 3
    assert juniper.rows(
        "SELECT grade_level, starts_on, ends_on FROM people_enrollment LIMIT 1"
    ) == [("09", date(2026, 8, 15), date(2027, 6, 10))]
    assert juniper.one("SELECT state_id FROM people_student ORDER BY number LIMIT 1") == "S-1"


def test_a_zip_and_its_folder_are_the_same(juniper: Juniper, tmp_path: Path) -> None:
    folder = write(tmp_path / "d")
    juniper.taken(zipped(folder))
    assert juniper.take(folder).status == "unchanged"


def test_files_may_lie_in_a_folder_of_the_zip(juniper: Juniper, tmp_path: Path) -> None:
    write(tmp_path / "d" / "inner")
    (tmp_path / "d" / "__MACOSX").mkdir()
    (tmp_path / "d" / "__MACOSX" / "._users.csv").write_bytes(b"\0\1")
    juniper.taken(tmp_path / "d")


def test_a_relative_sees_nothing_until_the_district_says_so(
    juniper: Juniper, tmp_path: Path
) -> None:
    juniper.taken(write(tmp_path / "d"))
    query = (
        "SELECT p.given_name, g.relation, g.portal_access FROM people_guardianship g"
        " JOIN people_person p ON p.id = g.person_id GROUP BY 1, 2, 3 ORDER BY 1"
    )
    assert juniper.rows(query) == [("Pam", "Parent", True), ("Rob", "Relative", False)]


def test_portal_access_that_the_district_changed_stays(juniper: Juniper, tmp_path: Path) -> None:
    folder = write(tmp_path / "d")
    juniper.taken(folder)
    juniper.rows("UPDATE people_guardianship SET portal_access = NOT portal_access RETURNING id")
    assert juniper.take(folder).status == "unchanged"


def test_parents_may_list_their_children_instead(juniper: Juniper, tmp_path: Path) -> None:
    users = FILES["users"].replace('"p1,p2"', "").replace("1002,,,,p1,", "1002,,,,,")
    users = users.replace("555-0101,,", '555-0101,"u1,u2",')
    report = juniper.taken(write(tmp_path / "d", users=users))
    assert report.counts["guardianships"].added == 2


def test_no_password_is_stored_or_told(juniper: Juniper, tmp_path: Path) -> None:
    bad = FILES["users"].replace("ivy,{State:S-1},Ivy", f"ivy,{{State:S-1}},{'I' * 200}")
    report = juniper.take(write(tmp_path / "d", users=bad))
    assert "open-sesame" not in json.dumps(report.as_json())
    tables = juniper.rows(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        " AND table_name LIKE ANY (ARRAY['people_%', 'courses_%', 'districts_%', 'grades_%'])"
    )
    for (table,) in tables:
        found = f"SELECT count(*) FROM {table} t WHERE t::text LIKE '%open-sesame%'"
        assert juniper.one(found) == 0, table


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: b"\xef\xbb\xbf" + text.encode(), id="byte order mark"),
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(lambda text: text.encode("utf-16"), id="UTF-16"),
        pytest.param(lambda text: text.rstrip("\n").encode(), id="no last line end"),
        pytest.param(lambda text: (text + "\n\n").encode(), id="empty lines"),
    ],
)
def test_what_exporters_do_to_a_file_changes_nothing(
    juniper: Juniper, tmp_path: Path, change: object
) -> None:
    assert callable(change)
    juniper.taken(write(tmp_path / "plain"))
    changed = {name: change(text) for name, text in FILES.items()}
    report = juniper.take(write(tmp_path / "odd", **changed))
    assert report.message and report.status == "unchanged", report.message
    assert report.rejected == []


@pytest.mark.parametrize("change", ["crlf", "mark", "wide", "quotes"])
def test_a_first_import_takes_odd_results_too(
    juniper: Juniper, tmp_path: Path, change: str
) -> None:
    text = FILES["results"].replace("Well done", '"Well done,\nreally ""well"""')
    made = {
        "crlf": text.replace("\n", "\r\n").encode(),
        "mark": b"\xef\xbb\xbf" + text.encode(),
        "wide": text.encode("utf-16"),
        "quotes": text.encode(),
    }[change]
    juniper.taken(write(tmp_path / "d", results=made))
    assert juniper.one("SELECT comment FROM grades_score WHERE points = 18.5").split() == [
        "Well",
        "done,",
        "really",
        '"well"',
    ]


def test_extra_columns_and_the_case_of_headers_do_not_matter(
    juniper: Juniper, tmp_path: Path
) -> None:
    orgs = FILES["orgs"].splitlines()
    orgs[0] = orgs[0].upper() + ",metadata.boarding"
    orgs[1:] = [f"{line},x" for line in orgs[1:]]
    enrollments = FILES["enrollments"].replace(",teacher,true,", ",TEACHER,TRUE,")
    folder = write(tmp_path / "d", orgs="\n".join(orgs), enrollments=enrollments)
    assert juniper.taken(folder).counts["section_teachers"].added == 1


def test_results_say_flags_in_words_and_in_columns(juniper: Juniper, tmp_path: Path) -> None:
    results = """sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment,textScore,classSourcedId,inProgress,incomplete,late,missing
r1,,,l1,u1,fully graded,18,2026-09-09T08:00:00.000Z,,,k1,FALSE,FALSE,TRUE,FALSE
r2,,,l2,u1,,,,,,k1,false,TRUE,false,false
r3,,,l1,u2,Submitted,,,,,k1,false,false,false,false
r4,,,l2,u2,fully graded,,,,B+,k1,false,false,true,TRUE
"""
    folder = write(tmp_path / "d", results=results)
    juniper.taken(folder)
    query = "SELECT flag, text, scored_on FROM grades_score ORDER BY flag"
    expected = [
        ("incomplete", "", None),
        ("late", "", date(2026, 9, 9)),
        ("missing", "B+", None),
        ("turned in", "", None),
    ]
    assert juniper.rows(query) == expected
    assert juniper.take(folder).status == "unchanged"


def test_version_1_0_headers_and_no_manifest_are_read(juniper: Juniper, tmp_path: Path) -> None:
    folder = only(
        tmp_path / "d",
        orgs="sourcedId,status,dateLastModified,name,type,identifier,metadata.boarding,"
        "parentSourcedId\no1,active,,Juniper High,school,,,\n",
        academicSessions="sourcedId,status,dateLastModified,title,type,startDate,endDate,"
        "parentSourcedId\nsy,active,,2026-27,schoolYear,2026-08-15,2027-06-10,\n",
        courses="sourcedId,status,dateLastModified,schoolYearId,metadata.duration,title,"
        "courseCode,grade,orgSourcedId,subjects\nc1,active,,sy,,Art,A,09,o1,Art\n",
        classes="sourcedId,status,dateLastModified,title,grade,courseSourcedId,classCode,"
        "classType,location,schoolSourcedId,termSourcedId,subjects\n"
        "k1,active,,Art 1,09,c1,A-1,scheduled,,o1,sy,Art\n",
        users="sourcedId,status,dateLastModified,orgSourcedIds,role,username,userId,givenName,"
        "familyName,identifier,email,sms,phone,agents\n"
        "u1,active,,o1,student,ivy,,Ivy,Alder,1,,,,p1\np1,active,,o1,parent,pam,,Pam,Alder,,,,,\n",
        enrollments="sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role,status,"
        "dateLastModified,primary\ne1,k1,o1,u1,student,active,,\n",
    )
    counts = juniper.taken(folder).counts
    assert counts["placements"].added == counts["guardianships"].added == 1
    assert juniper.one("SELECT kind FROM districts_term") == "year"


def test_a_bad_contact_is_listed_under_the_column_it_stands_in(
    juniper: Juniper, tmp_path: Path
) -> None:
    long = "555-0100" * 40
    users = FILES["users"]
    for person, fields in (
        ("Ivy,Alder,,1001", f"a@b.example,555-0101,{long}"),
        ("Joe,Alder,,1002", f"{'e' * 250}@b.example,,"),
        ("Kit,Birch,,1003", f",{long},"),
    ):
        users = users.replace(f"{person},,,,", f"{person},{fields},")
    report = juniper.take(write(tmp_path / "d", users=users))
    assert [(each.line, each.column) for each in report.rejected] == [
        (2, "phone"), (3, "email"), (4, "sms")
    ]  # fmt: skip
    assert report.counts["contact_points"].rejected == 3


def test_optional_files_may_be_missing(juniper: Juniper, tmp_path: Path) -> None:
    report = juniper.taken(
        write(tmp_path / "d", manifest=None, demographics=None, categories=None, results=None)
    )
    assert report.counts["assignments"].added == 2


def test_families_without_schools_and_classes_are_imported(
    juniper: Juniper, tmp_path: Path
) -> None:
    report = juniper.take(only(tmp_path / "d", users=FILES["users"]))
    assert report.status == "imported"
    assert {each.column for each in report.rejected} == {"orgSourcedIds"}
    assert report.counts["guardianships"].added == 3
    assert report.counts["students"].added == 3


def test_a_year_may_be_written_in_full(juniper: Juniper, tmp_path: Path) -> None:
    changed = instead("academicSessions", "sy,2027", "sy,2026-2027")
    juniper.taken(write(tmp_path / "d", **changed))
    assert juniper.rows("SELECT name, ends_in FROM districts_schoolyear") == [("2026-27", 2027)]


def test_a_class_of_two_terms_stands_in_what_covers_both(juniper: Juniper, tmp_path: Path) -> None:
    sessions = FILES["academicSessions"] + (
        "s2,active,,Semester 2,semester,2027-01-16,2027-06-10,sy,2027\n"
    )
    classes = FILES["classes"].replace('o1,s1,Math,,"1,2"', 'o1,"s1,s2",Math,,"1,2"')
    juniper.taken(write(tmp_path / "d", academicSessions=sessions, classes=classes))
    query = (
        "SELECT t.name, s.starts_on, s.ends_on FROM courses_section s"
        " JOIN districts_term t ON t.id = s.term_id WHERE s.source_id = 'k1'"
    )
    assert juniper.rows(query) == [("2026-2027", date(2026, 8, 15), date(2027, 6, 10))]


def test_a_grading_scale_is_its_steps_best_first(juniper: Juniper, tmp_path: Path) -> None:
    scales = (
        "sourcedId,status,dateLastModified,title,type,orgSourcedId,courseSourcedId,classSourcedId,"
        'scoreScaleValue\nx1,,,Letters,letter,o1,c1,k1,"{B:84},{A:94}"\nx2,,,Odd,letter,o1,,,A-F\n'
    )
    report = juniper.take(write(tmp_path / "d", manifest=None, scoreScales=scales))
    assert juniper.one("SELECT steps FROM grades_gradingscale") in (
        [["A", "94"], ["B", "84"]],
        '[["A", "94"], ["B", "84"]]',
    )
    (rejected,) = report.rejected
    assert (rejected.file, rejected.line, rejected.column) == (
        "scoreScales.csv",
        3,
        "scoreScaleValue",
    )


def test_what_has_no_table_is_named_and_counted(juniper: Juniper, tmp_path: Path) -> None:
    resources = "sourcedId,status,dateLastModified,title\nx1,,,Book\nx2,,,Film\n"
    report = juniper.taken(write(tmp_path / "d", manifest=None, resources=resources))
    assert (report.counts["resources"].read, report.counts["resources"].not_taken) == (2, 2)


def test_a_homeroom_is_known_as_one(juniper: Juniper, tmp_path: Path) -> None:
    classes = FILES["classes"].replace("ALG1-2,scheduled", "ALG1-2,homeroom")
    juniper.taken(write(tmp_path / "d", classes=classes))
    query = "SELECT name FROM courses_section WHERE homeroom"
    assert juniper.rows(query) == [("Algebra I - 2",)]


def test_after_an_import_the_accounts_are_looked_at_and_after_a_preview_not(
    juniper: Juniper, tmp_path: Path
) -> None:
    assert juniper.take(write(tmp_path / "d"), dry_run=True).status == "preview"
    assert waiting("sign_in.keep_accounts") == []
    juniper.taken(write(tmp_path / "d"))
    ((_, _, arguments),) = waiting("sign_in.keep_accounts")
    assert arguments == {"district": juniper.district.pk}
