# ruff: noqa: E501  rows of files stand as the other system writes them
"""What an import closes beside the rows it ends, and the one post that it leaves."""

from pathlib import Path
from typing import Any

import pytest

from openhouse.common.scope import scope
from openhouse.people.models import Account, Person
from tests.interchange.deliveries import FILES, instead, only, without, write
from tests.interchange.edfi_files import write as write_edfi
from tests.interchange.juniper import YESTERDAY, Juniper, juniper
from tests.interchange.test_edfi_people import named, tie
from tests.interchange.test_edfi_restrictions import PRIMARY, RESTRICTED, delivery, opened

__all__ = ["juniper"]
HELEN = "a1,active,,true,d1,districtAdministrator,helen,,Helen,Marsh,,,,,,,,\n"
PAULA = "a2,active,,true,d1,districtAdministrator,paula,,Paula,Reed,,,,,,,,\n"
USERS = FILES["users"] + HELEN + PAULA
POSTS = (
    "SELECT p.given_name, t.ends_on FROM people_staffpost t"
    " JOIN people_person p ON p.id = t.person_id WHERE t.role = 'district' ORDER BY 1"
)
PORTAL = (
    "SELECT p.given_name, g.portal_access FROM people_guardianship g"
    " JOIN people_person p ON p.id = g.person_id WHERE p.given_name = 'Pam' ORDER BY 1"
)


def person(juniper: Juniper, source: str) -> int:
    return int(juniper.one(f"SELECT id FROM people_person WHERE source_id = '{source}'"))


def account(juniper: Juniper, source: str) -> None:
    with scope(district=juniper.district.pk, students="all", hat="system"):
        Account.objects.create(username=source, person=Person.objects.get(source_id=source))


def actives(juniper: Juniper) -> dict[str, bool]:
    return dict(juniper.rows("SELECT username, is_active FROM people_account"))


@pytest.mark.parametrize("way", ["missing", "deleted", "disabled"])
def test_the_district_post_of_who_asks_stays_and_that_of_others_ends(
    juniper: Juniper, tmp_path: Path, way: str
) -> None:
    juniper.taken(write(tmp_path / "d", users=USERS))
    rows: dict[str, Any] = {
        "missing": (FILES["users"], FILES["users"]),
        "deleted": (USERS.replace("a1,active", "a1,tobedeleted").replace("a2,active", "a2,tobedeleted"),) * 2,
        "disabled": (USERS.replace("a1,active,,true", "a1,active,,false").replace("a2,active,,true", "a2,active,,false"),) * 2,
    }  # fmt: skip
    folder = write(tmp_path / "d", users=rows[way][0])
    helen = person(juniper, "a1")
    look = juniper.take(folder, dry_run=True, askers=[helen])
    assert [(post.person, post.role) for post in look.ended_posts] == [("Paula Reed", "district")]
    assert [post.person for post in look.kept_posts] == ["Helen Marsh"]
    report = juniper.take(folder, askers=[helen])
    assert report.as_json()["staff_posts_kept"] == [
        {"person": "Helen Marsh", "role": "district", "school": ""}
    ]
    assert report.counts["staff_posts"].ended == 1
    assert juniper.rows(POSTS) == [("Helen", None), ("Paula", YESTERDAY)]
    again = juniper.take(folder, askers=[helen])
    assert again.status == "unchanged"
    juniper.take(folder)
    assert juniper.rows(POSTS) == [("Helen", YESTERDAY), ("Paula", YESTERDAY)]


def test_only_a_district_post_of_who_asks_stays(juniper: Juniper, tmp_path: Path) -> None:
    juniper.taken(write(tmp_path / "d"))
    report = juniper.taken(
        write(tmp_path / "d", **without("users", "t1")), askers=[person(juniper, "t1")]
    )
    assert not report.kept_posts
    assert [post.person for post in report.ended_posts] == ["Ted Cedar"]


def test_a_guardian_who_may_use_no_system_gets_no_portal(juniper: Juniper, tmp_path: Path) -> None:
    juniper.taken(write(tmp_path / "d", **instead("users", "p1,active,,true", "p1,active,,false")))
    assert juniper.rows(PORTAL) == [("Pam", False), ("Pam", False)]


@pytest.mark.parametrize("delta", [False, True])
def test_a_guardian_who_may_no_longer_use_a_system_loses_the_portal(
    juniper: Juniper, tmp_path: Path, delta: bool
) -> None:
    juniper.taken(write(tmp_path / "d"))
    assert juniper.rows(PORTAL) == [("Pam", True), ("Pam", True)]
    header, *_rest = FILES["users"].splitlines(keepends=True)
    pam = "p1,active,,false,o1,parent,pam,,Pam,Alder,,,pam@example.org,,555-0101,,,\n"
    if delta:
        manifest = FILES["manifest"].replace("users,bulk", "users,delta")
        manifest = "".join(
            line for line in manifest.splitlines(keepends=True) if ",bulk" not in line
        )
        folder = only(tmp_path / "d", manifest=manifest, users=header + pam)
    else:
        folder = write(tmp_path / "d", **instead("users", "p1,active,,true", "p1,active,,false"))
    report = juniper.take(folder)
    assert report.counts["guardianships"].changed == 2
    assert juniper.rows(PORTAL) == [("Pam", False), ("Pam", False)]
    assert juniper.take(folder).status == "unchanged"
    juniper.take(write(tmp_path / "d"))
    assert juniper.rows(PORTAL) == [("Pam", False), ("Pam", False)], "nothing opens by itself"


def test_a_student_and_a_teacher_who_may_use_no_system_cannot_sign_in(
    juniper: Juniper, tmp_path: Path
) -> None:
    juniper.taken(write(tmp_path / "d"))
    for source in ("u1", "u2", "t1"):
        account(juniper, source)
    users = FILES["users"].replace("u1,active,,true", "u1,active,,FALSE")
    users = users.replace("t1,active,,true", "t1,active,,false")
    report = juniper.take(write(tmp_path / "d", users=users), dry_run=True)
    assert dict(report.lines())["Sign-ins"] == "2 will end"
    assert actives(juniper) == {"u1": True, "u2": True, "t1": True}
    report = juniper.taken(write(tmp_path / "d", users=users))
    assert actives(juniper) == {"u1": False, "u2": True, "t1": False}
    assert juniper.one("SELECT ends_on FROM people_staffpost") == YESTERDAY
    assert report.counts["staff_posts"].ended == 1
    assert juniper.take(write(tmp_path / "d", users=users)).status == "unchanged"


def test_a_restriction_in_a_rejected_row_closes_the_portal_all_the_same(
    juniper: Juniper, tmp_path: Path
) -> None:
    juniper.taken(delivery(tmp_path / "d"))
    assert opened(juniper) == {"Ada": True, "Bob": True}
    more = PRIMARY + RESTRICTED + "<ContactPriority>first</ContactPriority>"
    ties = tie("100", "7", more) + tie("200", "7", PRIMARY)
    write_edfi(tmp_path / "d", "Contact", named("Contact", "7", "Eve") + ties)
    report = juniper.take(tmp_path / "d")
    assert [(each.column, each.value) for each in report.rejected] == [("ContactPriority", "first")]
    assert opened(juniper) == {"Ada": False, "Bob": True}
    assert juniper.take(tmp_path / "d").status == "unchanged"


def test_a_new_tie_that_is_rejected_opens_nothing(juniper: Juniper, tmp_path: Path) -> None:
    more = PRIMARY + RESTRICTED + "<ContactPriority>first</ContactPriority>"
    (tmp_path / "d").mkdir()
    write_edfi(tmp_path / "d", "Student", named("Student", "100", "Ada"))
    write_edfi(tmp_path / "d", "Contact", named("Contact", "7", "Eve") + tie("100", "7", more))
    juniper.take(tmp_path / "d")
    assert juniper.one("SELECT count(*) FROM people_guardianship") == 0
