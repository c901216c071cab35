"""A contact whom the sender restricts: closed out of the portal whenever it is said."""

from pathlib import Path

import pytest

from openhouse.access.viewer import System
from openhouse.common.scope import scope
from openhouse.people.models import Guardianship
from tests.interchange.edfi_files import write
from tests.interchange.juniper import Juniper, juniper
from tests.interchange.test_edfi_people import named, tie

__all__ = ["juniper"]
PRIMARY = "<PrimaryContactStatus>true</PrimaryContactStatus>"
RESTRICTED = "<ContactRestrictions>May not be told anything.</ContactRestrictions>"


def delivery(folder: Path, *, restricted: bool = False) -> Path:
    """Two children and their mother; *restricted*: not for the first child's."""
    folder.mkdir(exist_ok=True)
    write(folder, "Student", named("Student", "100", "Ada") + named("Student", "200", "Bob"))
    more = PRIMARY + (RESTRICTED if restricted else "")
    ties = tie("100", "7", more) + tie("200", "7", PRIMARY)
    write(folder, "Contact", named("Contact", "7", "Eve") + ties)
    return folder


def opened(juniper: Juniper) -> dict[str, bool]:
    """If the portal is open to the mother, by child."""
    return dict(
        juniper.rows(
            "SELECT p.given_name, g.portal_access FROM people_guardianship g"
            " JOIN people_person p ON p.id = g.student_id ORDER BY 1"
        )
    )


def by_hand(juniper: Juniper, *, opens: bool) -> None:
    """The office opens or closes the portal for the mother, for both children."""
    with scope(district=juniper.district.pk, students="all", hat="system"):
        Guardianship.objects.visible_to(System()).update(portal_access=opens)


def test_a_restriction_that_comes_later_closes_the_portal_for_that_child(
    juniper: Juniper, tmp_path: Path
) -> None:
    juniper.taken(delivery(tmp_path / "d"))
    assert opened(juniper) == {"Ada": True, "Bob": True}
    report = juniper.taken(delivery(tmp_path / "d", restricted=True))
    assert opened(juniper) == {"Ada": False, "Bob": True}
    assert report.counts["guardianships"].changed == 1
    assert juniper.take(delivery(tmp_path / "d", restricted=True)).status == "unchanged"


def test_a_restriction_closes_what_the_office_opened(juniper: Juniper, tmp_path: Path) -> None:
    juniper.taken(delivery(tmp_path / "d", restricted=True))
    by_hand(juniper, opens=True)
    juniper.taken(delivery(tmp_path / "d", restricted=True))
    assert opened(juniper) == {"Ada": False, "Bob": True}


def test_a_restriction_that_is_no_longer_said_opens_nothing(
    juniper: Juniper, tmp_path: Path
) -> None:
    juniper.taken(delivery(tmp_path / "d", restricted=True))
    report = juniper.take(delivery(tmp_path / "d"))
    assert report.status == "unchanged"
    assert opened(juniper) == {"Ada": False, "Bob": True}


@pytest.mark.parametrize("opens", [True, False])
def test_a_delivery_without_restrictions_leaves_the_offices_answer(
    juniper: Juniper, tmp_path: Path, opens: bool
) -> None:
    juniper.taken(delivery(tmp_path / "d"))
    by_hand(juniper, opens=opens)
    assert juniper.take(delivery(tmp_path / "d")).status == "unchanged"
    assert opened(juniper) == {"Ada": opens, "Bob": opens}
