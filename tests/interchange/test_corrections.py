"""What an office corrected by hand outlives an import that still brings the old words."""

from pathlib import Path

from openhouse.access.district import district_of
from openhouse.common.scope import scope
from openhouse.people.models import ContactPoint, Correction, Person
from openhouse.sign_in.contact import correct, points_of
from tests.interchange.deliveries import FILES, write
from tests.interchange.juniper import Juniper, juniper

__all__ = ["juniper"]


def corrected(juniper: Juniper, **said: str) -> None:
    """The office corrects the parent p1: names as they are called, points by their value."""
    with scope(district=juniper.district.pk, students="all", hat="system"):
        pam = Person.objects.get(source_id="p1")
        points = {point.value: f"point_{point.pk}" for point in points_of(pam.pk)}
        form = {points.get(name, name): value for name, value in said.items()}
        correct(pam, form, district_of(juniper.district), by=pam.pk)


def reached(juniper: Juniper) -> set[str]:
    query = (
        "SELECT c.value FROM people_contactpoint c JOIN people_person p ON p.id = c.person_id"
        " WHERE p.source_id = 'p1'"
    )
    return {value for (value,) in juniper.rows(query)}


def name(juniper: Juniper) -> str:
    query = "SELECT given_name || ' ' || family_name FROM people_person WHERE source_id = 'p1'"
    return str(juniper.one(query))


def test_a_corrected_phone_stays_while_the_old_one_is_sent(
    juniper: Juniper, tmp_path: Path
) -> None:
    juniper.taken(write(tmp_path / "d"))
    corrected(juniper, **{"555-0101": "555-0909"})
    assert juniper.take(write(tmp_path / "d")).status == "unchanged"
    assert reached(juniper) == {"pam@example.org", "555-0909"}
    newer = FILES["users"].replace("555-0101", "555-0777")
    juniper.taken(write(tmp_path / "d", users=newer))
    assert reached(juniper) == {"pam@example.org", "555-0777"}


def test_an_address_that_was_taken_away_does_not_come_back(
    juniper: Juniper, tmp_path: Path
) -> None:
    juniper.taken(write(tmp_path / "d"))
    corrected(juniper, **{"pam@example.org": "", "new_email": "pam@home.example"})
    assert juniper.take(write(tmp_path / "d")).status == "unchanged"
    assert reached(juniper) == {"pam@home.example", "555-0101"}


def test_a_correction_that_the_student_system_takes_over_is_one_row(
    juniper: Juniper, tmp_path: Path
) -> None:
    juniper.taken(write(tmp_path / "d"))
    corrected(juniper, **{"pam@example.org": "pam@home.example"})
    same = FILES["users"].replace("pam@example.org", "pam@home.example")
    report = juniper.take(write(tmp_path / "d", users=same))
    assert report.rejected == []
    assert reached(juniper) == {"pam@home.example", "555-0101"}
    with scope(district=juniper.district.pk, students="all", hat="system"):
        assert ContactPoint.objects.filter(value="pam@home.example").count() == 1


def test_a_corrected_name_stays_until_a_newer_one_is_sent(juniper: Juniper, tmp_path: Path) -> None:
    juniper.taken(write(tmp_path / "d"))
    corrected(juniper, given_name="Pamela", family_name="Alder")
    assert juniper.take(write(tmp_path / "d")).status == "unchanged"
    assert name(juniper) == "Pamela Alder"
    newer = FILES["users"].replace("Pam,Alder", "Pam,Oak")
    juniper.taken(write(tmp_path / "d", users=newer))
    assert name(juniper) == "Pamela Oak", "each column by itself"


def test_a_correction_of_a_correction_goes_by_what_was_sent(
    juniper: Juniper, tmp_path: Path
) -> None:
    juniper.taken(write(tmp_path / "d"))
    corrected(juniper, **{"555-0101": "555-0909"})
    corrected(juniper, **{"555-0909": "555-0808"})
    assert juniper.take(write(tmp_path / "d")).status == "unchanged"
    assert reached(juniper) == {"pam@example.org", "555-0808"}
    corrected(juniper, **{"555-0808": "555-0101"})
    with scope(district=juniper.district.pk, students="all", hat="system"):
        assert not Correction.objects.exists(), "what was sent stands again"
