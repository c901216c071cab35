"""A family's page answers "unchanged" until something changes, whoever changes it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection, transaction

from openhouse.common.triggers import Stamp, own_models, stamp_of
from openhouse.ledger.actions import brought_in
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.ledger.changes import CASES, PAGES, Case, names

if TYPE_CHECKING:
    import psycopg

pytestmark = pytest.mark.django_db


def changed(cast: Cast, statement: str) -> None:
    """Run *statement*, by somebody who never opened a page; it changes something."""
    with in_all(cast), connection.cursor() as cursor:
        cursor.execute(statement.format(**names(cast)))
        assert cursor.rowcount


def asked(client: HouseClient, page: str, cast: Cast, tag: str = "") -> Any:
    """A page, asked for as a browser does that has it with that *tag*."""
    headers = {"If-None-Match": tag} if tag else {}
    return client.get(PAGES[page].format(**names(cast)), headers=headers)


def seen(client: HouseClient, page: str, cast: Cast) -> tuple[str, str]:
    """The page's words and its tag."""
    asked(client, page, cast)  # from which she has the cookie against forged forms
    response = asked(client, page, cast)
    return words_of(response), response["ETag"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_is_as_it_was_costs_two_statements(
    page: str, client_of: Callable[..., HouseClient], north: Cast, django_assert_num_queries: Any
) -> None:
    client = client_of(north.mother)
    _, tag = seen(client, page, north)
    with django_assert_num_queries(3):  # beginning, the opening statement, end
        response = asked(client, page, north, tag)
    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == tag
    assert "Cookie" in response["Vary"]


@pytest.mark.parametrize("case", CASES, ids=[case.what for case in CASES])
def test_a_change_shows_on_the_next_load(
    case: Case, client_of: Callable[..., HouseClient], north: Cast
) -> None:
    client = client_of(north.mother)
    before, tag = seen(client, case.page, north)
    assert asked(client, case.page, north, tag).status_code == 304
    changed(north, case.sql)
    response = asked(client, case.page, north, tag)
    assert response.status_code == 200
    after = words_of(response)
    assert case.quiet or after != before
    assert case.shows in after
    assert not case.shows or case.shows not in before
    assert not case.hides or (case.hides in before and case.hides not in after)
    assert asked(client, case.page, north, response["ETag"]).status_code == 304


def test_what_is_the_districts_own_shows_too(
    owner: "psycopg.Connection[tuple[object, ...]]",
    client_of: Callable[..., HouseClient],
    north: Cast,
) -> None:
    client = client_of(north.mother)
    for change in ("name = 'Owl Schools'", "hue = 12", "grading_only_notice = 'For the card only'"):
        _, tag = seen(client, "schedule", north)
        owner.execute(f"UPDATE districts_district SET {change} WHERE slug = 'north'")
        assert asked(client, "schedule", north, tag).status_code == 200, change


@pytest.mark.parametrize(
    "change", ["ends_on = '2026-10-01'", "barred = true", "portal_access = false"]
)
def test_who_may_see_no_longer_is_not_told_that_it_is_as_it_was(
    change: str, client_of: Callable[..., HouseClient], north: Cast
) -> None:
    client = client_of(north.mother)
    tags = {page: seen(client, page, north)[1] for page in PAGES if page != "all"}
    everyone = seen(client, "all", north)[1]
    of_ben = f"person_id = {north.mother.id} AND student_id = {north.ben.id}"
    changed(north, f"UPDATE people_guardianship SET {change} WHERE {of_ben}")
    for page, tag in tags.items():
        assert asked(client, page, north, tag).status_code == 404, page
    assert "Ben" not in words_of(asked(client, "all", north, everyone))


def test_another_childs_change_leaves_the_page_as_it_was(
    client_of: Callable[..., HouseClient], north: Cast
) -> None:
    client = client_of(north.mother)
    tags = {page: seen(client, page, north)[1] for page in PAGES}
    changed(north, f"UPDATE grades_score SET points = 1 WHERE student_id = {north.cai.id}")
    changed(north, "UPDATE grades_score SET points = points WHERE student_id = {ben}")
    assert {asked(client, page, north, tag).status_code for page, tag in tags.items()} == {304}


def test_what_is_taken_back_moves_nothing(
    client_of: Callable[..., HouseClient], north: Cast
) -> None:
    client = client_of(north.mother)
    _, tag = seen(client, "course", north)
    with transaction.atomic():
        changed(north, CASES[0].sql)
        assert asked(client, "course", north, tag).status_code == 200
        transaction.set_rollback(True)
    assert asked(client, "course", north, tag).status_code == 304


def test_a_stamp_never_comes_back(north: Cast) -> None:
    numbers = []
    for points in (1, 2, 1, 2):
        changed(north, f"UPDATE grades_score SET points = {points} WHERE student_id = {{ben}}")
        numbers.append(stamp_of_ben(north))
    assert numbers == sorted(set(numbers))


def stamp_of_ben(cast: Cast) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT openhouse_enter('north', %s, 'family', '2026-10-06')", [cast.ben.account]
        )
        (found,) = cursor.fetchone()
    [[_student, number, _sections]] = found["stamps"][1]
    return int(number)


def test_an_import_moves_the_districts_stamp_once(
    client_of: Callable[..., HouseClient], north: Cast
) -> None:
    client = client_of(north.mother)
    _, tag = seen(client, "course", north)
    with in_all(north), brought_in():
        pass
    assert asked(client, "course", north, tag).status_code == 304
    with in_all(north), brought_in():
        changed(north, CASES[0].sql)
        assert asked(client, "course", north, tag).status_code == 304  # it is not at its end yet
    response = asked(client, "course", north, tag)
    assert "8.125" in words_of(response)


def test_every_table_that_a_page_reads_moves_a_stamp_or_is_in_the_entry(
    client_of: Callable[..., HouseClient], north: Cast
) -> None:
    client = client_of(north.mother)
    for page in PAGES:
        before = reads()
        assert asked(client, page, north).status_code == 200
        read = {table for table, count in reads().items() if count > before.get(table, 0)}
        assert read - covered() - IN_THE_ENTRY == set(), page


#: What ``openhouse_enter`` and the session read, and what is the machinery of stamps.
IN_THE_ENTRY = {
    "ledger_change",  # a line comes with the row it tells of
    "ledger_seenchanges",
    "districts_district",
    "django_session",
    "ledger_stamp",
    "people_account",
    "school_messages_recipient",  # how many are unread
    "school_messages_message",  # an emergency's words, as long as it is one of these
    # which application of hers a school has a question about
    "registration_application",
    "registration_applicationmember",
    "registration_candidate",
    "registration_fielddecision",
    "registration_part",
}


def reads() -> dict[str, int]:
    """How often each table was read in this transaction, in functions too."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, coalesce(seq_scan, 0) + coalesce(idx_scan, 0)"
            " FROM pg_stat_xact_user_tables"
        )
        return dict(cursor.fetchall())


def covered() -> set[str]:
    """The tables of which each change moves a stamp, as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'stamp_%'"
            " AND tgenabled = 'O' GROUP BY 1 HAVING count(*) = 3"
        )
        return {table for (table,) in cursor.fetchall()}


#: Tables of the house that no page shows that answers "unchanged".
SHOWN_ELSEWHERE = {
    "access_look",
    "attendance_absencefile",
    "attendance_roll",
    "attendance_seat",
    "contact_contactrequest",
    "contact_contactrules",
    "districts_schoollogo",
    "documents_cardrelease",
    "documents_cardtemplate",
    "documents_setasidecard",
    "grades_gradebookdefault",
    "grades_gradebookvisit",
    "grades_handinfile",
    "grades_postingwindow",
    "grades_scorenote",
    "grades_taskpart",
    "grades_worknote",
    *("immunizations_condition", "immunizations_medication", "immunizations_visit"),
    "immunizations_remark",
    "immunizations_healthrules",
    "immunizations_keptstanding",
    "interchange_importrun",
    "ledger_change",
    "ledger_seenchanges",
    "notifications_contactchoice",
    "notifications_delivery",
    "notifications_heardupto",
    "notifications_notice",
    "notifications_noticechoice",
    "notifications_noticerules",
    "notifications_noticetimes",
    "notifications_phoneproof",
    "notifications_pushsubscription",
    "papers_printpiece",
    "papers_printrun",
    "papers_signingkey",
    "people_account",
    "questions_questionrules",
    "schedule_calendarfeed",
    "school_messages_attendancerule",
    "school_messages_away",
    "school_messages_eventrule",
    "school_messages_message",
    "school_messages_messagefile",
    "school_messages_messagesearch",
    "school_messages_messagetemplate",
    "school_messages_messagewords",
    "school_messages_postfile",
    "school_messages_recipient",
    "school_messages_rulecrossing",
    "school_messages_threadreply",
    "school_messages_threadrules",
    "sign_in_accountrequest",
    "sign_in_accountrun",
    "sign_in_activationcode",
    "sign_in_agreement",
    "sign_in_device",
    "sign_in_identitycheck",
    "sign_in_identityprovider",
    "sign_in_linkedidentity",
    "sign_in_providersetup",
    "registration_addressrange",
    "registration_answer",
    "registration_answerfile",
    "registration_application",
    "registration_applicationkey",
    "registration_applicationmember",
    "registration_candidate",
    "registration_fielddecision",
    "registration_formversion",
    "registration_letterwords",
    "registration_matchkey",
    "registration_merge",
    "registration_openitem",
    "registration_part",
    "registration_partknown",
    "registration_posting",
    "registration_reminder",
    "registration_review",
    "registration_samechild",
    "registration_signature",
    "registration_takenout",
    "registration_twopeople",
}


def test_every_table_moves_a_stamp_or_is_shown_elsewhere() -> None:
    still = {model._meta.db_table for model in own_models() if stamp_of(model) is Stamp.NONE}
    assert still == SHOWN_ELSEWHERE | {"districts_district", "ledger_stamp"}
    assert {model._meta.db_table for model in own_models()} - still == covered()
