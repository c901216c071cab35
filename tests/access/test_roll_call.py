"""Every address of the house is known: it says whom it is for, and the matrix has a line for it."""

from typing import Any

import pytest

from openhouse.access.audience import FAMILY, FIRST_STEPS, PUBLIC, SIGNED_IN, STAFF
from openhouse.people.models import StaffPost
from tests.access import (
    apps,
    asked,
    conversations,
    gradebooks,
    healths,
    issued,
    ledgers,
    letters,
    matrix,
    providers,
    published,
    reached,
    registrations,
    rolls,
)
from tests.access.walk import CONFS, patterns

KNOWN = {PUBLIC, SIGNED_IN, FIRST_STEPS, FAMILY, STAFF} | set(StaffPost.Role.values)


@pytest.mark.parametrize("conf", CONFS)
def test_every_view_says_whom_it_is_for(conf: str) -> None:
    silent = []
    for name, pattern in patterns(conf):
        said: Any = getattr(pattern.callback, "audience", None)
        if not said or not said <= KNOWN:
            silent.append(f"{name}: {said}")
    assert silent == []


def test_the_servers_own_pages_are_public() -> None:
    """Outside a district nobody can be known, so a page for somebody would be for nobody."""
    assert all(view.callback.audience == {PUBLIC} for _, view in patterns(CONFS[0]))  # type: ignore[attr-defined]


def test_public_pages_of_a_district_are_few_and_named() -> None:
    public = {
        name
        for name, view in patterns(CONFS[1])
        if PUBLIC in view.callback.audience  # type: ignore[attr-defined]
    }
    assert public == {
        "start", "sign-in", "sign-out", "mailbox", "forgot-password", "forgot-password-sent",
        "forgot-username", "forgot-username-sent", "reset", "reset-done", "confirm-email",
        "not-me", "not-me-done",
        "password-meter", "ask", "asked", "open", "open-choose", "open-with-link",
        "portal-form", "portal-form-sent", "help",
        "contact-confirm", "unsubscribe", "calendar-feed",
        "second-step", "passkey-sign-in", "passkey-options",
        "sso", "sso-callback", "sso-acs", "sso-acs-finish", "sso-metadata",
        "app-parent", "app-student", "manifest-parent", "manifest-student",
        *registrations.PUBLIC,
    }  # fmt: skip


def test_every_page_is_in_the_matrix() -> None:
    server = {name for name, _ in patterns(CONFS[0])}
    assert server == set(matrix.OF_THE_SERVER)
    district = {name for name, _ in patterns(CONFS[1])}
    grids = (
        matrix.OF_THE_DISTRICT,
        matrix.OF_AN_IMPORT,
        matrix.OF_ONES_OWN_ACCOUNT,
        matrix.OF_THE_DESK,
        asked.OF_QUESTIONS,
        healths.OF_NURSES,
    )
    columns = {name for grid in grids for name in matrix.table(grid)["nobody"]} - {"away", "none"}
    links = set(matrix.BEHIND_A_LINK) | set(matrix.FOR_EVERYBODY)
    about = {*matrix.ABOUT_A_CHILD, *matrix.ABOUT_A_COURSE, *ledgers.ABOUT_A_SCORE}
    about |= {*gradebooks.ABOUT_A_SECTION, *gradebooks.ABOUT_A_STUDENT_OF_A_SECTION}
    about |= {*gradebooks.ABOUT_WORK_OF_A_SECTION, *ledgers.ABOUT_A_MARK}
    about |= {*gradebooks.ABOUT_A_STUDENTS_SCORE, *gradebooks.ABOUT_A_STUDENTS_MARK}
    desk = {*matrix.ABOUT_THE_HELPED, *matrix.ABOUT_A_REQUEST, "account-run"}
    desk |= {*matrix.LIKE_THE_HELP_DESK, *matrix.LIKE_THE_RULES}
    desk |= {*rolls.ABOUT_A_ROLL, *rolls.OF_A_NOTE, *rolls.OF_A_NOTE_IN_AN_OFFICE}
    desk |= set(ledgers.SENT_BY_THE_DISTRICT)
    desk |= {*rolls.ABOUT_A_STUDENT_IN_AN_OFFICE, *rolls.OF_THE_RULES_OF_ATTENDANCE}
    desk |= {*gradebooks.OF_THE_RULES_OF_GRADES, *gradebooks.ABOUT_A_CATEGORY}
    desk |= {*asked.OF_A_QUESTION, *asked.OF_A_QUESTION_ASKED}
    desk |= {*gradebooks.ABOUT_A_FILE, *gradebooks.OF_FILES_AND_HANDING_IN}
    desk |= {*issued.OF_A_PAPER, *issued.OF_A_RELEASE, *issued.ABOUT_A_CARD, "card-file"}
    desk |= {*issued.OF_TEMPLATES, *matrix.OF_A_SCHOOL, issued.TAKES_BACK}
    desk |= {*published.OF_A_DOCUMENT, *published.OF_AN_OFFICES_DOCUMENT}
    desk |= {*published.OF_A_CLASS_DOCUMENT, *published.OF_A_LINE}
    desk |= conversations.EVERY | registrations.EVERY
    desk |= {*matrix.OF_A_FAMILY, *apps.OF_AN_APP, *reached.EVERY}
    desk |= {*letters.OF_AN_OFFICES_ANNOUNCEMENT, *letters.OF_A_CLASS_ANNOUNCEMENT}
    desk |= {*letters.of_messages("school"), *letters.of_messages("class")}
    desk |= {*letters.OF_A_FAMILYS_MESSAGE, "attendance-rule", "event-rule"}
    desk |= {*healths.ABOUT_A_STUDENT, *healths.OF_A_RECORD, *healths.OF_A_FAMILY}
    single_sign_on = {*providers.OF_A_PROVIDER, *providers.SETTING_UP}
    own = {*matrix.OF_WHOEVER_HAS_SIGNED_IN, *matrix.ABOUT_A_PASSKEY, *matrix.IN_BETWEEN}
    own |= matrix.ABOUT_A_DEVICE
    assert district == columns | about | links | desk | own | single_sign_on


def test_no_page_has_two_names() -> None:
    names = [name for conf in CONFS for name, _ in patterns(conf)]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("conf", CONFS)
def test_pages_for_families_and_staff_are_under_their_hat(conf: str) -> None:
    """The hat comes from the address, so a page outside of it would be closed to everybody."""
    from tests.access.walk import get_resolver

    for name, pattern in patterns(conf):
        said = pattern.callback.audience  # type: ignore[attr-defined]
        routes = get_resolver(conf).reverse_dict.getlist(name)
        for possible, *_ in routes:
            for route, _arguments in possible:
                if FAMILY in said:
                    assert route.startswith("family/"), name
                elif not said & {PUBLIC, SIGNED_IN, FIRST_STEPS}:
                    assert route.startswith(("staff/", "office/")), name
