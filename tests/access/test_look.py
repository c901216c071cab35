"""View as this parent sees it: hers of one's own schools, read-only, written down, soon over."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import Error, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from openhouse.access.enter import Address, enter
from openhouse.access.looking import LOOK
from openhouse.access.models import Look
from openhouse.access.viewer import viewer_from
from openhouse.common.scope import as_the_house, scope
from openhouse.ledger.models import Change
from openhouse.people.models import Guardianship, Person, StaffPost
from tests.access import ledgers, matrix
from tests.access.rows import (
    BY_ALL,
    BY_THE_DISTRICT,
    BY_THE_STUDENT,
    OF_ACCOUNTS,
    PROOFS,
    is_announced_to,
    is_published_for,
)
from tests.access.test_canary import SCHOOLS, Walk
from tests.access.test_matrix import pages_about
from tests.access.test_wall import all_models, changed, read, refused
from tests.access.walk import Visitor, address, outcome, words_on
from tests.cast import GUARDIANS, OFFICE, SEES, Canary, Cast, Somebody
from tests.house_client import HouseClient, words_of

pytestmark = pytest.mark.django_db
#: Guardians of whom an office reaches a child, whether or not they may see one.
LOOKED_AT = [
    (clerk, guardian)
    for clerk in OFFICE
    for guardian in sorted({name for key in OFFICE[clerk] for name in GUARDIANS[key]})
]


def house(cast: Cast) -> Any:
    return scope(district=cast.id, students="all", hat="system")


def begin(client: HouseClient, whom: Somebody, reason: str = "She sees no marks") -> Any:
    place = f"/{whom.district}/office/people/{whom.id}/look/"
    return client.post(place, {"reason": reason})


def looking(cast: Cast, clerk: str, guardian: str, kind: type[HouseClient] = HouseClient) -> Any:
    """A client of a clerk who looks at a guardian's pages."""
    client = kind.signed_in(cast.persons[clerk])
    answer = begin(client, cast.persons[guardian])
    assert answer.headers["Location"] == f"/{cast.slug}/family/", answer.status_code
    return client


def seen_by(clerk: str, guardian: str) -> set[str]:
    """The students on the guardian's pages while the clerk looks: in both their reach."""
    return set(SEES.get(guardian, ())) & set(OFFICE[clerk])


def step_in(cast: Cast, clerk: str, guardian: str) -> Any:
    """Open a request of a look as the middleware does."""
    with house(cast):
        look = Look.objects.create(
            by_id=cast.persons[clerk].id,
            helped_id=cast.persons[guardian].id,
            reason="A test",
            until=timezone.now() + timedelta(minutes=15),
        )
    return enter(Address(cast.slug, "family"), cast.persons[clerk].account, look.pk)


@pytest.mark.parametrize(("clerk", "guardian"), LOOKED_AT)
def test_every_page_is_the_guardians_of_the_clerks_own_schools(
    clerk: str, guardian: str, north: Cast, south: Cast
) -> None:
    client, wrong = looking(north, clerk, guardian, Visitor), []
    both = seen_by(clerk, guardian)
    row = dict.fromkeys((*SCHOOLS, "away", "none"), "404") | dict.fromkeys(both, "200")
    for page, student, url, expected in pages_about(north, south, row):
        got = outcome(client.get(url), "north", url)
        if got != expected:
            wrong.append(f"{page} of {student}: {got}, not {expected}")
    today = client.get("/north/family/")
    shown = {word.student for word in words_on(today) if word.table in BY_THE_STUDENT}
    assert shown <= both
    assert wrong == []


#: Documents that a school publishes, and their files.
PUBLISHED = {"documents_publishedfile", "documents_publishededition"}
ANNOUNCED = {"school_messages_announcement"}


class Looking(Walk):
    """A clerk's walk through a family's pages: what may be met is what both may."""

    def __init__(self, here: Cast, there: Cast, clerk: str, guardian: str) -> None:
        super().__init__(here, there, guardian)
        self.clerk = clerk
        self.client = looking(here, clerk, guardian, Visitor)
        self.client.raise_request_exception = False

    def known(self) -> Iterator[str]:
        for url in super().known():
            if url.split("/")[2:3] == ["family"] and "/north/" in url:
                yield url

    def is_new(self, url: str) -> bool:
        return url.startswith("/north/family/") and super().is_new(url)

    def may_read(self, word: Canary, hat: str, page: str) -> bool:
        if word.table in BY_THE_DISTRICT | BY_ALL:
            return super().may_read(word, hat, page) or bool(word.school)
        if word.key == self.name:
            return True  # whose pages these are stands on each
        if word.table == "people_person" and word.key in ledgers.STAFF and page == "looks":
            return True  # who of the staff has looked: her family reads it, and so does this
        both = seen_by(self.clerk, self.name)
        student = word.student
        if word.table == "ledger_change":  # a line names its student by number, as the wall has it
            about = self.here.rows[word.key].student_id
            student = next((key for key in both if self.here.persons[key].id == about), "")
        together = not student and word.table in PUBLISHED | ANNOUNCED  # of a class or a school
        return super().may_read(word, hat, page) and (together or student in both)


@pytest.mark.parametrize(
    ("clerk", "guardian"),
    [("clerk", "mother"), ("clerk", "grandmother"), ("clerk", "no_portal"), ("admin", "mother")],
)
def test_a_look_meets_no_word_that_is_not_both_theirs(
    clerk: str, guardian: str, north: Cast, south: Cast
) -> None:
    walk = Looking(north, south, clerk, guardian).go()
    assert walk.wrong == []
    assert 200 in walk.asked.values()
    assert seen_by(clerk, guardian) <= walk.met


def papers_of(cast: Cast, table: str, students: set[int]) -> set[int]:
    """What the school has given out for *students*."""
    rows = [row for row in cast.rows.values() if row._meta.db_table == table]
    if table == "papers_paper":
        released = [
            row
            for row in rows
            if row.student_id in students and row.released_at and row.to_families
        ]
        there = [row for row in released if not row.withdrawn_at]
        return {row.pk for row in there if row.kind != "immunizations"}
    if table == "papers_paperwithdrawal":
        return {row.pk for row in rows if row.student_id in students and row.to_families}
    given = is_announced_to if table in ANNOUNCED else is_published_for
    return {row.pk for row in rows if given(cast, students, row)}


@pytest.mark.parametrize(("clerk", "guardian"), LOOKED_AT)
def test_the_wall_shows_nobodys_own_rows_and_lets_nothing_be_written(
    clerk: str, guardian: str, north: Cast
) -> None:
    entry = step_in(north, clerk, guardian)
    assert entry["look"]["person_id"] == north.persons[guardian].id
    both = {north.persons[key].id for key in seen_by(clerk, guardian)}
    assert set(entry["students"]) == both
    assert read(Person) == both
    for model in all_models():
        table = model._meta.db_table
        if table in BY_ALL | OF_ACCOUNTS:
            continue
        if table in BY_THE_STUDENT | {"grades_handin"}:
            rows = [row for row in north.rows.values() if row._meta.db_table == table]
            allowed = {
                row.pk
                for row in rows
                if (row.person_id if table == "people_student" else row.student_id) in both
                and not getattr(row, "struck_at", None)
            }
            assert read(model) == allowed, table
        elif table == "grades_handinfile":
            kept = [row for row in north.rows.values() if row._meta.db_table == table]
            assert read(model) == {row.pk for row in kept if row.hand_in.student_id in both}
        elif table in PUBLISHED | ANNOUNCED | {"papers_paper", "papers_paperwithdrawal"}:
            assert read(model) == papers_of(north, table, both), table
        elif table not in BY_THE_DISTRICT | {"people_person", "ledger_change"}:
            assert read(model) == set(), table
        if table != "ledger_change":
            assert changed(f"DELETE FROM {table}") == 0, table
            same = "user_id = user_id" if table in PROOFS else "district_id = district_id"
            assert changed(f"UPDATE {table} SET {same}") == 0, table
    line = "INSERT INTO ledger_change (kind, subject, reason) VALUES ('a', '', '')"
    assert "row-level security" in refused(line)


def test_the_hat_is_not_the_familys(north: Cast) -> None:
    step_in(north, "clerk", "mother")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('openhouse.hat'), current_setting('openhouse.person'),"
            " current_setting('openhouse.students')"
        )
        assert cursor.fetchone() == ("view", "", str(north.ben.id))


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_no_method_but_looking_is_let_in(method: str, north: Cast) -> None:
    client = looking(north, "clerk", "long_parent")
    for page in ("today", "more"):
        assert getattr(client, method)(address("north", page)).status_code == 403, page
    for page in matrix.ABOUT_A_CHILD:
        url = address("north", page, north.max.id)
        assert getattr(client, method)(url).status_code == 403, page


@pytest.mark.usefixtures("strange")
def test_a_page_that_writes_in_the_houses_name_is_stopped_by_the_database(north: Cast) -> None:
    url = f"/north/family/strange/writes/?person={north.max.id}"
    client = looking(north, "clerk", "long_parent")
    client.raise_request_exception = False
    assert client.get(url).status_code == 500
    assert HouseClient.signed_in(north.mother).get(url).status_code == 200  # the page itself works


@pytest.mark.usefixtures("strange")
def test_only_what_is_a_familys_opens(north: Cast) -> None:
    client = looking(north, "clerk", "long_parent")
    for page in ("scope", "both", "offices"):
        expected = 200 if page == "both" else 403
        assert client.get(f"/north/family/strange/{page}/").status_code == expected, page


def write_read_only(inside: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
        with inside:
            Person.objects.create(given_name="A", family_name="B")


def test_a_transaction_that_is_read_only_is_so_for_the_house_too(north: Cast) -> None:
    step_in(north, "clerk", "long_parent")
    for house_or_view in (as_the_house(), scope(district=north.id, hat="view")):
        with pytest.raises(Error, match="read-only"):
            write_read_only(house_or_view)
    with house(north):
        Person.objects.create(given_name="A", family_name="B")  # the savepoint is over


def test_every_page_says_so_errors_too(north: Cast) -> None:
    client = looking(north, "clerk", "long_parent")
    words = "You see what José María Ignacio"
    pages = ["/north/family/", "/north/family/more/", f"/north/family/{north.ana.id}/grades/"]
    pages += [address("north", page, north.max.id) for page in matrix.ABOUT_A_CHILD]
    pages += ["/north/family/nothing-there/"]
    for page in pages:
        body = client.get(page).content.decode()
        assert words in body, page
        assert 'action="/north/look/end/"' in body, page
    refused = client.post("/north/family/").content.decode()
    assert words in refused
    assert "look-strip" not in client.get("/north/office/").content.decode()


def test_her_own_account_is_the_clerks(north: Cast) -> None:
    client = looking(north, "clerk", "long_parent")
    account = words_of(client.get("/north/account/"))
    assert "clerk" in account
    assert "long_parent" not in account


def new_lines(cast: Cast) -> QuerySet[Change]:
    """Lines of the ledger but the one of a look that is in the cast."""
    return Change.objects.exclude(pk=cast.rows["line_look"].pk)


def test_the_parent_reads_who_looked_and_why_and_nobody_else_does(north: Cast) -> None:
    client = looking(north, "clerk", "mother")
    client.get(f"/north/family/{north.ben.id}/grades/")
    client.post("/north/look/end/")
    story = words_of(HouseClient.signed_in(north.mother).get("/north/account/"))
    assert "looked at the pages of this account" in story
    assert "She sees no marks" in story
    assert north.clerk.name in story
    for name in ("no_portal", "ended", "ben", "father"):
        other = words_of(HouseClient.signed_in(north.persons[name]).get("/north/account/"))
        assert "She sees no marks" not in other, name
    with house(north):
        lines = list(new_lines(north).filter(actor_id=north.clerk.id).order_by("pk"))
    assert [(line.kind, line.person_id, line.student_id, line.subject) for line in lines] == [
        ("account.looked_at", north.mother.id, None, north.clerk.name),
        ("record.viewed", None, north.ben.id, "grades"),
        ("account.look_ended", north.mother.id, None, north.clerk.name),
    ]


def test_a_page_that_does_not_come_leaves_no_line(north: Cast) -> None:
    client = looking(north, "clerk", "mother")
    client.get(f"/north/family/{north.ana.id}/grades/")
    with house(north):
        assert not new_lines(north).filter(kind="record.viewed").exists()


def test_no_look_without_a_reason_at_oneself_or_out_of_reach(north: Cast, south: Cast) -> None:
    clerk = HouseClient.signed_in(north.clerk)
    assert begin(clerk, north.long_parent, reason=" ").status_code == 200
    with house(north):
        Guardianship(person_id=north.clerk.id, student_id=north.ben.id).save()
    answers = {
        "father": begin(clerk, north.father),
        "student": begin(clerk, north.mia),
        "herself": begin(clerk, north.clerk),
        "away": clerk.post(f"/north/office/people/{south.mother.id}/look/", {"reason": "x"}),
    }
    assert {answer.status_code for answer in answers.values()} == {404}, answers
    for name in ("mother", "teacher", "teacher_mother"):
        assert begin(HouseClient.signed_in(north.persons[name]), north.mother).status_code == 403
    with house(north):
        assert not Look.objects.filter(until__gt=timezone.now()).exists()


def end_by_time(north: Cast, client: HouseClient) -> None:
    Look.objects.update(until=timezone.now())


def end_by_post(north: Cast, client: HouseClient) -> None:
    StaffPost.objects.filter(person_id=north.clerk.id).update(ends_on="2026-10-05")


def end_by_tie(north: Cast, client: HouseClient) -> None:
    from openhouse.access.viewer import System

    Guardianship.objects.visible_to(System()).filter(person_id=north.long_parent.id).delete()


def end_elsewhere(north: Cast, client: HouseClient) -> None:
    Look.objects.update(ended_at=timezone.now())


@pytest.mark.parametrize("how", [end_by_time, end_by_post, end_by_tie, end_elsewhere])
def test_a_look_ends_by_itself(how: Any, north: Cast) -> None:
    client = looking(north, "clerk", "long_parent")
    url = f"/north/family/{north.max.id}/grades/"
    assert client.get(url).status_code == 200
    with house(north):
        how(north, client)
    answer = client.get(url)
    assert answer.headers["Location"] == "/north/look/over/"
    assert "no more" in words_of(client.get("/north/look/over/"))
    assert client.get(url).status_code in (403, 404)


def test_a_look_ends_by_the_button_and_by_signing_out(north: Cast) -> None:
    url = f"/north/family/{north.max.id}/grades/"
    client = looking(north, "clerk", "long_parent")
    ended = client.post("/north/look/end/")
    assert ended.headers["Location"] == f"/north/office/people/{north.long_parent.id}/"
    assert client.get(url).status_code == 403
    assert client.post("/north/look/end/").headers["Location"] == "/north/look/over/"
    client = looking(north, "clerk", "long_parent")
    client.post("/north/sign-out/")
    assert client.get(url).status_code == 302


def test_a_clerk_who_is_a_mother_has_her_own_children_again(north: Cast) -> None:
    with house(north):
        tie = {"portal_access": True}
        Guardianship(person_id=north.clerk.id, student_id=north.gus.id, **tie).save()
    client = looking(north, "clerk", "long_parent")
    hers, theirs = (f"/north/family/{each.id}/grades/" for each in (north.gus, north.max))
    assert client.get(hers).status_code == 404
    client.post("/north/look/end/")
    assert client.get(hers).status_code == 200
    assert client.get(theirs).status_code == 404
    assert "look-strip" not in client.get(hers).content.decode()


def test_a_look_is_one_clerks_in_one_session_of_one_district(north: Cast, south: Cast) -> None:
    looking(north, "clerk", "long_parent")
    with house(north):
        number = Look.objects.latest("pk").pk
    for cast, name in ((north, "admin"), (north, "teacher"), (north, "mother"), (south, "clerk")):
        entry = enter(Address(cast.slug, "family"), cast.persons[name].account, number)
        assert entry
        assert entry["look"] is None, name
        assert north.max.id not in entry["students"]
    other = HouseClient.signed_in(north.clerk)
    assert other.get(f"/north/family/{north.max.id}/grades/").status_code == 403
    for hat in ("staff", "office", ""):
        entry = enter(Address("north", hat), north.clerk.account, number)  # type: ignore[arg-type]
        assert entry
        assert entry["look"] is None
    entry = enter(Address("south", "family"), north.clerk.account, number)
    assert entry
    assert entry["account"] is None


def test_a_number_in_a_session_is_no_look(north: Cast) -> None:
    """Only a row that was made with a reason and a line in the ledger is one."""
    client = HouseClient.signed_in(north.clerk)
    session = client.session
    session[LOOK] = 987654
    session.save()
    answer = client.get(f"/north/family/{north.max.id}/grades/")
    assert answer.headers["Location"] == "/north/look/over/"


def test_a_barred_father_is_shown_what_he_sees_nothing(north: Cast) -> None:
    client = looking(north, "admin", "barred")
    page = client.get("/north/family/")
    assert page.status_code == 200
    assert not {word.student for word in words_on(page)} - {""}


def test_the_viewer_is_the_guardian_without_posts(north: Cast) -> None:
    entry = step_in(north, "admin", "teacher_mother")
    viewer = viewer_from(entry, "family")
    assert viewer.person_id == north.teacher_mother.id
    assert (viewer.posts, viewer.roles) == ((), frozenset())
    assert viewer.look
    assert viewer.look.by == north.admin.id
