"""What a later OneRoster delivery changes and ends."""

from pathlib import Path

from openhouse.common.scope import scope
from openhouse.people.models import ContactPoint, Person
from tests.interchange.deliveries import FILES, instead, only, without, write
from tests.interchange.juniper import YESTERDAY, Juniper, juniper

__all__ = ["juniper"]


def test_a_delta_changes_what_it_names_and_ends_nothing(juniper: Juniper, tmp_path: Path) -> None:
    juniper.taken(write(tmp_path / "d"))
    header = FILES["users"].splitlines()[0]
    delta = only(
        tmp_path / "delta",
        manifest="propertyName,value\noneroster.version,1.1\nfile.users,delta\n",
        users=f'{header}\nu1,active,,true,o1,student,ivy,,Ivy,Ash,,1001,,,,"p1,p2",09,\n',
    )
    report = juniper.taken(delta)
    assert report.counts["people"].changed == report.counts["students"].changed == 1
    assert not any(count.ended for count in report.counts.values())
    assert juniper.one("SELECT family_name FROM people_person WHERE source_id = 'u1'") == "Ash"
    assert juniper.one("SELECT count(*) FROM people_enrollment WHERE school_year_id IS NULL") == 0


def test_a_delta_deletes_what_it_says_is_to_be_deleted(juniper: Juniper, tmp_path: Path) -> None:
    juniper.taken(write(tmp_path / "d"))
    manifest = "propertyName,value\nfile.enrollments,delta\nfile.results,delta\n"
    delta = only(
        tmp_path / "delta",
        manifest=manifest,
        enrollments=FILES["enrollments"].splitlines()[0]
        + "\ne1,toBeDeleted,,k1,o1,u1,student,,,\n",
        results=FILES["results"].splitlines()[0] + "\nr1,tobedeleted,,l1,u1,,,,\n",
    )
    report = juniper.taken(delta, allow_ending=True)
    assert report.counts["placements"].ended == report.counts["scores"].ended == 1
    query = "SELECT ends_on FROM courses_placement WHERE source_id = 'e1'"
    assert juniper.one(query) == YESTERDAY
    assert juniper.one("SELECT count(*) FROM grades_score") == 2
    assert juniper.take(delta).status == "unchanged"


def test_a_parent_who_is_deleted_loses_access_at_once(juniper: Juniper, tmp_path: Path) -> None:
    juniper.taken(write(tmp_path / "d"))
    delta = only(
        tmp_path / "delta",
        manifest="propertyName,value\nfile.users,delta\n",
        users=FILES["users"].splitlines()[0] + "\np1,tobedeleted,,,,,,,,,,,,,,,,\n",
    )
    report = juniper.taken(delta)
    assert report.counts["guardianships"].ended == 2
    running = "SELECT count(*) FROM people_guardianship WHERE ends_on IS NULL"
    assert juniper.one(running) == 1


def test_a_parent_who_is_no_longer_named_loses_access(juniper: Juniper, tmp_path: Path) -> None:
    juniper.taken(write(tmp_path / "d"))
    changed = instead("users", '"p1,p2"', "p1")
    report = juniper.taken(write(tmp_path / "d", **changed))
    assert report.counts["guardianships"].ended == 1
    query = "SELECT ends_on FROM people_guardianship WHERE source_id = 'p2:u1'"
    assert juniper.one(query) == YESTERDAY
    again = juniper.taken(write(tmp_path / "d"))
    assert again.counts["guardianships"].changed == 1
    assert juniper.one(query) is None


def test_a_child_who_moves_school_has_one_primary_enrollment(
    juniper: Juniper, tmp_path: Path
) -> None:
    two = {"orgs": FILES["orgs"] + "o2,active,,Juniper Middle School,school,,d1\n"}
    juniper.taken(write(tmp_path / "d", **two))
    users = FILES["users"].replace("u3,active,,true,o1", "u3,active,,true,o2")
    moved = write(
        tmp_path / "d", **two, users=users, **without("enrollments", "e3"),
    )  # fmt: skip
    report = juniper.taken(moved, allow_ending=True)
    assert report.counts["enrollments"].ended == report.counts["enrollments"].added == 1
    query = (
        'SELECT count(*) FROM people_enrollment WHERE "primary" AND student_id ='
        " (SELECT id FROM people_person WHERE source_id = 'u3')"
    )
    assert juniper.one(query) == 1


def test_new_ids_for_the_same_rows_change_nothing(juniper: Juniper, tmp_path: Path) -> None:
    juniper.taken(write(tmp_path / "d"))
    anew = FILES["enrollments"].replace("\ne1,", "\nx1,").replace("\ne2,", "\nx2,")
    report = juniper.take(write(tmp_path / "d", enrollments=anew))
    assert report.status == "unchanged", report.message


def reached(juniper: Juniper) -> set[str]:
    """The phones and addresses of the parent who has two of them."""
    query = (
        "SELECT c.value FROM people_contactpoint c JOIN people_person p ON p.id = c.person_id"
        " WHERE p.source_id = 'p1'"
    )
    return {value for (value,) in juniper.rows(query)}


def test_a_phone_that_is_no_longer_sent_goes_and_one_added_here_stays(
    juniper: Juniper, tmp_path: Path
) -> None:
    juniper.taken(write(tmp_path / "d"))
    assert reached(juniper) == {"pam@example.org", "555-0101"}
    with scope(district=juniper.district.pk, students="all", hat="system"):
        pam = Person.objects.get(source_id="p1")
        ContactPoint.objects.create(person=pam, kind="phone", value="555-0199")
    assert juniper.take(write(tmp_path / "d")).status == "unchanged"
    changed = instead("users", "pam@example.org,,555-0101", "pam@example.org,,555-0102")
    report = juniper.taken(write(tmp_path / "d", **changed))
    assert report.counts["contact_points"].added == report.counts["contact_points"].ended == 1
    assert reached(juniper) == {"pam@example.org", "555-0102", "555-0199"}


def test_a_phone_added_here_that_the_sender_sends_as_well_is_there_once(
    juniper: Juniper, tmp_path: Path
) -> None:
    juniper.taken(write(tmp_path / "d", **instead("users", ",,555-0101,", ",,,")))
    with scope(district=juniper.district.pk, students="all", hat="system"):
        pam = Person.objects.get(source_id="p1")
        ContactPoint.objects.create(person=pam, kind="phone", value="555-0101")
    juniper.taken(write(tmp_path / "d"))
    assert reached(juniper) == {"pam@example.org", "555-0101"}
    assert juniper.one("SELECT count(*) FROM people_contactpoint WHERE value = '555-0101'") == 1
