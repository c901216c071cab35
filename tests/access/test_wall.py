"""The third lock alone: every table read and written with the second lock switched off."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import Error, connection, models, transaction
from django.db.models import QuerySet

from openhouse.access.enter import Address, enter
from openhouse.common.scope import scope, set_scope
from openhouse.common.wall import Wall, walled_tables
from openhouse.grades.models import Score
from openhouse.people.models import Account, Person
from tests import database
from tests.access import registering
from tests.access.rows import (
    APPEND_ONLY,
    BY_ALL,
    FAMILIES_WRITE,
    OF_ACCOUNTS,
    OF_OFFICES,
    OF_THE_HOUSE,
    PROOFS,
    TABLES,
    Look,
    expected,
)
from tests.cast import ACCOUNTS, Cast

pytestmark = pytest.mark.django_db
#: Without a district of their own; each has a test below.
OF_LIBRARIES = OF_ACCOUNTS | PROOFS
HATS = ("family", "staff", "office", "account")


def all_models() -> Iterator[type[models.Model]]:
    """Every model of the house that has a table with a wall."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table in TABLES:
            yield model


def read(model: type[models.Model]) -> set[Any]:
    """The primary keys that come back when nobody asks who looks."""
    return set(QuerySet(model).values_list("pk", flat=True))


def step_in(cast: Cast, name: str, hat: str) -> None:
    """Open a request as the middleware does."""
    account = cast.persons[name].account if name else None
    enter(Address(cast.slug, "" if hat == "account" else hat), account)  # type: ignore[arg-type]


def changed(statement: str, *values: Any) -> int:
    """How many rows *statement* changed; raises what the database raises."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def refused(statement: str, *values: Any) -> str:
    """The database's words when it refuses *statement*."""
    with pytest.raises(Error) as caught:
        changed(statement, *values)
    return str(caught.value)


def test_every_table_says_who_sees_it() -> None:
    assert set(walled_tables()) == TABLES


def test_every_wall_stands_in_the_table_of_the_document() -> None:
    table = (database.ROOT / "docs" / "access.md").read_text()
    assert [wall.name for wall in Wall if f"| `{wall.name}` |" not in table] == []


@pytest.mark.parametrize("hat", HATS)
@pytest.mark.parametrize("name", ACCOUNTS)
@pytest.mark.parametrize("district", ["north", "south"])
def test_each_person_reads_her_rows_and_no_other(
    district: str, name: str, hat: str, request: pytest.FixtureRequest
) -> None:
    cast: Cast = request.getfixturevalue(district)
    step_in(cast, name, hat)
    for model in all_models():
        table = model._meta.db_table
        if table not in BY_ALL | OF_ACCOUNTS:
            assert read(model) == expected(Look(cast, name, hat), table), table


def test_nobody_reads_what_is_the_districts_and_no_person(north: Cast) -> None:
    step_in(north, "", "account")
    for model in all_models():
        table = model._meta.db_table
        if table not in BY_ALL | OF_ACCOUNTS:
            assert read(model) == expected(Look(north, "", ""), table), table


@pytest.mark.parametrize("hat", HATS)
@pytest.mark.parametrize("name", ACCOUNTS)
def test_an_account_is_nobody_in_the_other_district(
    name: str, hat: str, north: Cast, south: Cast
) -> None:
    account = north.persons[name].account
    entry = enter(Address("south", hat), account)  # type: ignore[arg-type]
    assert entry
    assert entry["account"] is None
    assert read(Person) == set()
    assert read(Score) == set()
    assert read(Account) == expected(Look(south, "", ""), "people_account")


def test_nothing_is_seen_before_anything_is_set() -> None:
    for model in all_models():
        if model._meta.db_table not in BY_ALL:
            assert read(model) == set(), model


def test_nothing_is_seen_with_students_but_no_district(north: Cast) -> None:
    set_scope(district=None, students="all", person=north.mother.id, hat="system")
    for model in all_models():
        if model._meta.db_table not in BY_ALL:
            assert read(model) == set(), model


def test_nothing_is_seen_in_a_district_that_is_not_there(north: Cast) -> None:
    assert enter(Address("nowhere", "family"), north.mother.account) is None
    for model in all_models():
        if model._meta.db_table not in BY_ALL:
            assert read(model) == set(), model


def test_ids_of_the_other_district_show_nothing(north: Cast, south: Cast) -> None:
    theirs = [south.persons[key].id for key in ("ana", "ben", "mia")]
    set_scope(district=north.id, students=theirs, person=south.mother.id, hat="staff")
    seen = {row.pk: row for row in QuerySet(Score)}
    assert all(row.district_id == north.id for row in seen.values())
    assert set(seen) == {north.rows["bad_score"].pk}
    assert read(Person) == set()


def test_a_bad_tie_between_districts_opens_nobody(north: Cast, south: Cast) -> None:
    step_in(north, "father", "family")
    assert read(Person) == {north.father.id, north.ana.id}
    step_in(north, "teacher", "staff")
    assert not read(Person) & {person.id for person in south.persons.values()}
    assert north.rows["bad_score"].pk not in read(Score)


def test_an_email_address_is_its_accounts_alone(north: Cast, south: Cast) -> None:
    from allauth.account.models import EmailAddress

    with scope(district=north.id, students="all", hat="system"):
        for name in ("mother", "father"):
            EmailAddress.objects.create(
                user_id=north.persons[name].account, email=f"{name}@openhouse.example"
            )
    step_in(north, "mother", "family")
    assert [row.email for row in EmailAddress.objects.all()] == ["mother@openhouse.example"]
    step_in(south, "mother", "family")
    assert not EmailAddress.objects.exists()
    step_in(south, "admin", "staff")
    assert not EmailAddress.objects.exists()


NEW_PROOF = (
    "INSERT INTO mfa_authenticator (user_id, type, data, created_at)"
    " VALUES (%s, 'webauthn', '{}', now())"
)


def test_before_anybody_is_known_a_proof_is_read_and_marked_but_not_made_or_lost(
    north: Cast, south: Cast
) -> None:
    step_in(north, "", "account")
    ours = sum(row._meta.db_table == "mfa_authenticator" for row in north.rows.values())
    assert changed("UPDATE mfa_authenticator SET last_used_at = now()") == ours
    assert changed("DELETE FROM mfa_authenticator") == 0
    assert "row-level security" in refused(NEW_PROOF, north.mother.account)
    assert "row-level security" in refused(
        "UPDATE mfa_authenticator SET user_id = %s", south.clerk.account
    )


@pytest.mark.parametrize(("name", "hat"), [("clerk", "office"), ("admin", "staff")])
def test_a_proof_is_touched_by_its_owner_alone(name: str, hat: str, north: Cast) -> None:
    step_in(north, name, hat)
    hers = sum(
        getattr(row, "user_id", 0) == north.persons[name].account
        for row in north.rows.values()
        if row._meta.db_table == "mfa_authenticator"
    )
    assert changed("UPDATE mfa_authenticator SET last_used_at = now()") == hers
    assert "row-level security" in refused(NEW_PROOF, north.adult_mother.account)
    assert changed(NEW_PROOF, north.persons[name].account) == 1
    assert changed("DELETE FROM mfa_authenticator") == hers + 1


NEW_SCORE = (
    "INSERT INTO grades_score (student_id, assignment_id, text, flag, comment)"
    " VALUES (%s, %s, '', '', '')"
)


@pytest.mark.parametrize("student", ["ben", "leo"])
def test_a_family_writes_no_score(student: str, north: Cast) -> None:
    step_in(north, "mother", "family")
    work = north.rows["work_due_today"].pk
    assert "row-level security" in refused(NEW_SCORE, north.persons[student].id, work)


def test_a_family_changes_and_deletes_nothing(north: Cast) -> None:
    for name, hat in (("mother", "family"), ("ben", "family"), ("", "account")):
        step_in(north, name, hat)
        for model in all_models():
            table = model._meta.db_table
            if table in BY_ALL | OF_LIBRARIES | APPEND_ONLY:
                continue
            assert changed(f"DELETE FROM {table}") == 0, table
            if table not in {"people_account"} | FAMILIES_WRITE:
                assert changed(f"UPDATE {table} SET district_id = district_id") == 0, table


def test_a_family_touches_no_account_but_its_own(north: Cast) -> None:
    step_in(north, "mother", "family")
    assert changed("UPDATE people_account SET last_login = now()") == 1
    account, other = north.mother.account, north.father.id
    assert "row-level security" in refused(
        "UPDATE people_account SET person_id = %s WHERE id = %s", other, account
    )


def test_a_teacher_scores_her_students_and_no_other(north: Cast) -> None:
    step_in(north, "teacher", "staff")
    work = north.rows["work_due_today"].pk
    assert changed(NEW_SCORE, north.cai.id, work) == 1
    assert "row-level security" in refused(NEW_SCORE, north.leo.id, work)
    assert "row-level security" in refused(
        "UPDATE grades_score SET student_id = %s WHERE student_id = %s", north.leo.id, north.cai.id
    )


@pytest.mark.parametrize(("name", "hat"), [("teacher", "staff"), ("clerk", "office")])
def test_nobody_widens_her_own_sight(name: str, hat: str, north: Cast) -> None:
    """Posts, sections and guardianships say who sees whom: staff give themselves none."""
    step_in(north, name, hat)
    assert changed("UPDATE people_staffpost SET role = 'district'") == 0
    assert changed("DELETE FROM people_staffpost") == 0
    post = "INSERT INTO people_staffpost (person_id, role) VALUES (%s, 'district')"
    assert "row-level security" in refused(post, north.persons[name].id)
    teaches = "INSERT INTO courses_sectionteacher (section_id, person_id) VALUES (%s, %s)"
    biology = north.rows["biology"].pk
    assert "row-level security" in refused(teaches, biology, north.persons[name].id)
    assert changed(f"UPDATE courses_sectionteacher SET section_id = {biology}") == 0
    provider = north.rows["provider"].pk
    link = (
        "INSERT INTO sign_in_linkedidentity (provider_id, person_id, subject, made_at)"
        " VALUES (%s, %s, 'mine', now())"
    )
    for person in ("max", "admin", name):
        words = refused(link, provider, north.persons[person].id)
        assert "row-level security" in words or "duplicate key" in words
    assert changed("UPDATE sign_in_linkedidentity SET subject = 'mine'") == 0
    assert changed("UPDATE sign_in_identityprovider SET is_on = true") == 0
    assert changed("UPDATE sign_in_providersetup SET issuer = 'https://mine.example'") == 0
    ties = "UPDATE people_guardianship SET portal_access = true"
    assert (changed(ties) > 0) == (hat == "office")


def test_no_district_writes_in_another(north: Cast, south: Cast) -> None:
    step_in(north, "admin", "staff")
    for model in all_models():
        table = model._meta.db_table
        if table in BY_ALL | OF_LIBRARIES | APPEND_ONLY:
            continue
        where = f"{table} WHERE district_id = {south.id}"
        assert changed(f"DELETE FROM {where}") == 0, table
        assert (
            changed(
                f"UPDATE {table} SET district_id = {north.id} WHERE district_id <> %s", north.id
            )
            == 0
        ), table
        away = f"UPDATE {table} SET district_id = {south.id}"
        if table in OF_THE_HOUSE | OF_OFFICES | registering.OF_THE_NURSE:
            assert changed(away) == 0, table
            continue
        assert "row-level security" in refused(away), table
    assert "row-level security" in refused(
        "INSERT INTO districts_school (district_id, name, level) VALUES (%s, 'A', 'other')",
        south.id,
    )


def test_no_row_is_written_with_nothing_set(north: Cast) -> None:
    refusals = [
        refused("INSERT INTO districts_school (name, level) VALUES ('A', 'other')"),
        refused(
            "INSERT INTO districts_school (district_id, name, level) VALUES (%s, 'A', 'other')",
            north.id,
        ),
        refused(NEW_SCORE, north.ben.id, north.rows["work_due_today"].pk),
    ]
    assert all("row-level security" in words for words in refusals), refusals
    for model in all_models():
        if model._meta.db_table not in BY_ALL | APPEND_ONLY:
            assert changed(f"DELETE FROM {model._meta.db_table}") == 0, model


@pytest.mark.parametrize("hat", ["staff", "office"])
def test_nobody_changes_or_deletes_a_line_of_the_ledger(hat: str, north: Cast) -> None:
    step_in(north, "admin", hat)
    for statement in (
        "UPDATE ledger_change SET reason = 'another'",
        "DELETE FROM ledger_change",
        "TRUNCATE ledger_change",
    ):
        assert "permission denied" in refused(statement)


def test_a_line_of_the_ledger_is_of_ones_own_district(north: Cast, south: Cast) -> None:
    step_in(north, "admin", "staff")
    line = (
        "INSERT INTO ledger_change (kind, subject, reason, actor_id, district_id)"
        f" VALUES ('a', '', '', {north.admin.id}, %s)"
    )
    assert changed(line, north.id) == 1
    assert "row-level security" in refused(line, south.id)
    step_in(north, "mother", "family")
    assert "row-level security" in refused(line, north.id)


def test_without_a_post_the_offices_address_gives_no_hat(north: Cast) -> None:
    for name, hat in (("mother", "staff"), ("mother", "office"), ("teacher", "office")):
        step_in(north, name, hat)
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('openhouse.hat')")
            assert cursor.fetchone() == ("account",), (name, hat)


def test_nobody_writes_districts(north: Cast) -> None:
    step_in(north, "admin", "staff")
    for statement in (
        "UPDATE districts_district SET adult_students_are_dependents = true",
        "DELETE FROM districts_district",
        "INSERT INTO districts_district (slug, name, state) VALUES ('a', 'A', 'MO')",
    ):
        assert "permission denied" in refused(statement)


def test_the_scope_ends_with_its_transaction(transactional_db: None, north: Cast) -> None:
    with scope(district=north.id, students="all", hat="system"):
        assert read(Person)
    assert read(Person) == set()
    with pytest.raises(ZeroDivisionError), scope(district=north.id, students="all", hat="system"):
        _ = 1 / 0
    assert read(Person) == set()
    with pytest.raises(RuntimeError, match="inside a transaction"):
        set_scope(district=north.id, students="all")
