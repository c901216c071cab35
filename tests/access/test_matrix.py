"""Every page for every person, in both districts: what ``matrix.py`` says is what comes."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from tests.access import apps, gradebooks, ledgers, matrix, providers
from tests.access.rows import BY_THE_STUDENT
from tests.access.walk import (
    Visitor,
    Walker,
    address,
    of_sections,
    of_server,
    outcome,
    sections,
    student_ids,
    words_on,
)
from tests.cast import ACCOUNTS, Cast

pytestmark = pytest.mark.django_db
EVERYBODY = ("nobody", *ACCOUNTS)
WORK = ("plain", "missing", "test", "hidden", "biology")
CHILDREN, OF_THE_DISTRICT = matrix.table(matrix.CHILDREN), matrix.table(matrix.OF_THE_DISTRICT)


@pytest.fixture(params=["north", "south"])
def here(request: pytest.FixtureRequest) -> Cast:
    cast: Cast = request.getfixturevalue(request.param)
    return cast


@pytest.fixture
def there(here: Cast, north: Cast, south: Cast) -> Cast:
    return south if here is north else north


def test_the_tables_name_everybody() -> None:
    assert tuple(CHILDREN) == tuple(OF_THE_DISTRICT)
    assert set(CHILDREN) == set(EVERYBODY)


def pages_about(
    here: Cast, there: Cast, row: dict[str, str]
) -> Iterator[tuple[str, str, str, str]]:
    """Page, student, address and what is to come, for everything with a student in it."""
    ids = student_ids(here, there)
    known = sections(here)
    for student, expected in row.items():
        for page in matrix.ABOUT_A_CHILD:
            yield page, student, address(here.slug, page, ids[student]), expected
        opens = expected == "200"
        strange = {"away": there.rows["algebra"].pk, "huge": 2**63 + 5, "zero": 0}
        courses = known | strange if opens else {"algebra": known["algebra"]}
        for section, key in courses.items():
            hers = section in matrix.COURSES.get(student, ())
            comes = "404" if opens and not hers else expected
            for page in matrix.ABOUT_A_COURSE:
                yield page, student, address(here.slug, page, ids[student], key), comes
        for page, section in itertools.product(ledgers.ABOUT_A_MARK, ("algebra", "biology")):
            hers = section in matrix.COURSES.get(student, ())
            place = (ids[student], known[section], here.rows["task"].pk, here.rows["high_q1"].pk)
            comes = "404" if opens and not hers else expected
            yield page, student, address(here.slug, page, *place), comes
        for page in ledgers.ABOUT_A_SCORE:
            for section, work in itertools.product(
                ("algebra", "biology"), WORK if opens else WORK[:1]
            ):
                shown = work in ledgers.SCORES.get((student, section), ())
                place = (ids[student], known[section], here.rows[f"work_{work}"].pk)
                comes = "404" if opens and not shown else expected
                yield page, student, address(here.slug, page, *place), comes
            place = (ids[student], known["algebra"], there.rows["work_plain"].pk)
            yield page, student, address(here.slug, page, *place), "404" if opens else expected


@pytest.mark.parametrize("name", EVERYBODY)
def test_pages_about_a_student_open_to_hers(name: str, here: Cast, there: Cast) -> None:
    client, wrong = Walker.of(here, name), []
    siblings = set(matrix.TODAY_SHOWS.get(name, ()))
    for page, student, url, expected in pages_about(here, there, CHILDREN[name]):
        answer = client.get(url)
        got = outcome(answer, here.slug, url)
        if got != expected:
            wrong.append(f"{page} of {student} {url}: {got}, not {expected}")
            continue
        seen = words_on(answer)
        records = {word.student for word in seen if word.table in BY_THE_STUDENT}
        names = {word.key for word in seen if word.table == "people_person"} - {name}
        # who of the school looked, or entered a dose, is named to the family
        names -= set(ledgers.STAFF) if page in ("looks-child", "changes-child") else set()
        allowed = {student} if got == "200" else set()
        if not records <= allowed or not names <= siblings:
            wrong.append(f"{page} of {student} {url}: shows {records | names}")
        if got == "200":
            must = {key.format(student=student) for key in matrix.SHOWS.get(page, ())}
            missing = must - {word.key for word in seen}
            wrong += [f"{page} of {student} {url}: does not show {key}" for key in missing]
    assert wrong == []


@pytest.mark.parametrize("name", EVERYBODY)
def test_pages_of_the_district_open_to_whom_they_are_for(name: str, here: Cast) -> None:
    client, wrong = Walker.of(here, name), []
    grid = OF_THE_DISTRICT[name]
    for page, expected in (grid | dict.fromkeys(matrix.OF_A_FAMILY, grid["more"])).items():
        url = address(here.slug, page)
        got = outcome(client.get(url), here.slug, url)
        if got != expected and not (page == "sign-in" and got == "start"):
            wrong.append(f"{page}: {got}, not {expected}")
    assert wrong == []


@pytest.mark.parametrize("name", EVERYBODY)
def test_ones_own_account_is_ones_own(name: str, here: Cast) -> None:
    client, wrong = Walker.of(here, name), []
    for page, expected in matrix.table(matrix.OF_ONES_OWN_ACCOUNT)[name].items():
        url = address(here.slug, page)
        answer = client.get(url)
        got = outcome(answer, here.slug, url)
        if got != expected:
            wrong.append(f"{page}: {got}, not {expected}")
        if got == "200" and page == "account":
            seen = words_on(answer)
            hers = {name, "district"} | {f"{kind}_{name}" for kind in ("line", "mail", "code")}
            strange = {word.key for word in seen} - hers
            wrong += [f"{page}: shows {key}" for key in strange]
    assert wrong == []


@pytest.mark.parametrize("name", EVERYBODY)
def test_what_one_signs_in_with_is_ones_own(name: str, here: Cast, there: Cast) -> None:
    client, wrong = Walker.of(here, name), []
    known = matrix.OF_WHOEVER_HAS_SIGNED_IN
    pages = [(address(here.slug, page), want) for page, want in known.items()]
    for row in (here.rows["webauthn_adult_mother"], there.rows["webauthn_admin"]):
        hers = name != "nobody" and row.user_id == here.persons[name].account
        for page, want in matrix.ABOUT_A_PASSKEY.items():
            comes = "200" if hers and page == "passkey" else want
            pages.append((address(here.slug, page, row.pk), comes))
    if f"webauthn_{name}" in here.rows:  # who has a passkey is offered none
        pages.remove((address(here.slug, "passkey-offer"), "200"))
        pages.append((address(here.slug, "passkey-offer"), "start"))
    device = here.rows["device_clerk"].pk
    pages.append((address(here.slug, "sign-out-device", device), "405"))
    for url, want in pages:
        answer = client.get(url)
        got = outcome(answer, here.slug, url)
        if got != ("in" if name == "nobody" else want):
            wrong.append(f"{url}: {got}, not {want}")
        strange = {word.key for word in words_on(answer) if word.table == "mfa_authenticator"}
        wrong += [f"{url}: shows {key}" for key in strange - {f"webauthn_{name}"}]
    assert wrong == []


@pytest.mark.parametrize("name", EVERYBODY)
def test_who_is_not_in_between_has_no_second_step_to_do(name: str, here: Cast) -> None:
    url = address(here.slug, "second-step")
    answer = Walker.of(here, name).get(url)
    to = "sign-in" if name == "nobody" else "start"
    assert answer.headers["Location"] == address(here.slug, to)


@pytest.mark.parametrize("name", EVERYBODY)
def test_pages_for_everybody_are_the_same_for_everybody(name: str, here: Cast) -> None:
    client = Walker.of(here, name)
    for page, expected in matrix.FOR_EVERYBODY.items():
        url = address(here.slug, page)
        assert outcome(client.get(url), here.slug, url) == expected, page


@pytest.mark.parametrize("name", EVERYBODY)
def test_an_app_opens_to_whom_it_is_for(name: str, here: Cast) -> None:
    client = Visitor.of(here, name)
    is_family = OF_THE_DISTRICT[name]["start"] == "today"
    for page in apps.OF_AN_APP:
        url = address(here.slug, page)
        wrong = is_family and (page == "app-student") != (name in apps.IS_A_STUDENT)
        want = "in" if name == "nobody" else "200" if wrong else "start"
        assert outcome(client.get(url), here.slug, url) == want, page


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_key_that_nobody_was_sent_opens_nothing(name: str, here: Cast) -> None:
    client = Visitor.of(here, name)
    for page, arguments in matrix.BEHIND_A_LINK.items():
        answer = client.get(address(here.slug, page, *arguments.values()), follow=True)
        assert answer.status_code == 200
        assert "does not work any more" in answer.content.decode()


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_provider_that_is_off_is_not_there_for_anybody(
    name: str, here: Cast, there: Cast
) -> None:
    client = Walker.of(here, name)
    for page, expected in providers.OF_A_PROVIDER.items():
        for number in (here.rows["provider"].pk, there.rows["provider"].pk, 2**62):
            url = address(here.slug, page, number)
            assert outcome(client.get(url), here.slug, url) == expected, page


def set_up_arguments(page: str, provider: int) -> tuple[Any, ...]:
    more: dict[str, tuple[Any, ...]] = {
        "providers": (),
        "provider-new": ("openid",),
        "provider-forget": (provider, 1),
    }
    return more.get(page, (provider,))


@pytest.mark.parametrize("name", EVERYBODY)
def test_providers_are_set_up_by_the_district_alone(name: str, here: Cast, there: Cast) -> None:
    client, wrong = Walker.of(here, name), []
    mine, away = here.rows["provider"].pk, there.rows["provider"].pk
    for page, opened in providers.SETTING_UP.items():
        for number in (mine, away, 2**62):
            url = address(here.slug, page, *set_up_arguments(page, number))
            expected = "in" if name == "nobody" else "403"
            if name in providers.SETS_UP:
                about_one = page not in ("providers", "provider-new") and opened != "405"
                expected = "404" if about_one and number != mine else opened
            answer = client.get(url)
            got = outcome(answer, here.slug, url)
            got = "provider" if got == address(here.slug, "provider", mine) else got
            if got != expected:
                wrong.append(f"{url}: {got}, not {expected}")
            theirs = [word for word in words_on(answer) if not word.public]
            if expected in ("403", "404", "in") and theirs:
                wrong.append(f"{url}: shows {theirs}")
            if name not in ("nobody", *providers.SETS_UP):
                posted = outcome(client.post(url), here.slug, url)
                wrong += [f"{url} posted: {posted}"] if posted != "403" else []
    assert wrong == []


def desk_pages(here: Cast, there: Cast, name: str) -> Iterator[tuple[str, str, str]]:
    """Address, what is to come, and whose page it is, for all that is on the help desk."""
    for page, expected in matrix.table(matrix.OF_THE_DESK)[name].items():
        yield address(here.slug, page), expected, ""
    opens = matrix.table(matrix.OF_THE_DESK)[name]["help-desk"]
    for page, opened in matrix.LIKE_THE_HELP_DESK.items():
        yield address(here.slug, page), opened if opens == "200" else opens, ""
    for page in matrix.LIKE_THE_RULES:
        yield address(here.slug, page), matrix.table(matrix.OF_THE_DESK)[name]["who-sees"], ""
    for about, expected in matrix.table(matrix.HELPED)[name].items():
        person = {"away": there.long_parent.id, "none": 2**62}.get(about)
        number = person or here.persons[about].id
        for page, opened in matrix.ABOUT_THE_HELPED.items():
            more = (1,) if page in ("withdraw-code", "portal-access") else ()
            got = expected if expected in ("in", "403") else opened
            if opened == "200" and expected == "404":
                got = "404"
            yield address(here.slug, page, number, *more), got, about
    for key, expected in matrix.table(matrix.ASKED)[name].items():
        row = there.rows["request_high"] if key == "away" else here.rows[key]
        for page, opened in matrix.ABOUT_A_REQUEST.items():
            got = expected if expected in ("in", "403") else opened
            if page == "account-request" and expected == "404":
                got = "404"
            yield address(here.slug, page, row.pk), got, key
    for key, expected in matrix.table(matrix.RUNS)[name].items():
        row = there.rows["run_high"] if key == "away" else here.rows[key]
        yield address(here.slug, "account-run", row.pk), expected, key


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_help_desk_helps_those_of_its_own_schools(name: str, here: Cast, there: Cast) -> None:
    client, wrong = Walker.of(here, name), []
    for url, expected, about in desk_pages(here, there, name):
        answer = client.get(url)
        got = outcome(answer, here.slug, url)
        if got != expected:
            wrong.append(f"{url} about {about}: {got}, not {expected}")
        for word in words_on(answer):
            may = word.office is None or name in word.office or word.key == name
            may |= word.table == "people_person" and {name, word.key} <= {*matrix.COLLEAGUES}
            may |= url.endswith("/office/changes/") and word.key in ledgers.STAFF
            if not may and not word.public:
                wrong.append(f"{url} about {about}: shows {word.table} {word.key}")
    assert wrong == []


@pytest.mark.parametrize("name", EVERYBODY)
def test_an_import_is_the_districts_own(name: str, here: Cast, there: Cast) -> None:
    client, wrong = Visitor.of(here, name), []
    run, away = here.rows["import_run"].pk, there.rows["import_run"].pk
    for page, expected in matrix.table(matrix.OF_AN_IMPORT)[name].items():
        about = {"away": away, "none": 2**63 + 5}.get(page, run)
        known = page if about == run else "import-run"
        url = address(here.slug, known, about)
        answer = client.get(url)
        got = outcome(answer, here.slug, url)
        seen = {word.key for word in words_on(answer) if word.table == "interchange_importrun"}
        if got != expected or seen != ({"import_run"} if got == "200" else set()):
            wrong.append(f"{page}: {got}, not {expected}; shows {seen}")
        for posted in (address(here.slug, "import-take-in", about),):
            comes = outcome(client.post(posted), here.slug, posted)
            may = {"200": url, "405": url, "404": "404"}.get(expected, expected)
            if comes != may and comes != address(here.slug, "import-run", about):
                wrong.append(f"{page} posted: {comes}")
    assert wrong == []


@pytest.mark.parametrize("name", EVERYBODY)
def test_pages_about_a_section_open_to_who_teaches_it(name: str, here: Cast, there: Cast) -> None:
    client, wrong = Walker.of(here, name), []
    for section, url, opened in of_sections(here, there):
        mine = section in gradebooks.TEACHES.get(name, ())
        expected = opened if mine else "404" if opened != "405" else "405"
        if name not in gradebooks.TEACHES:
            expected = "in" if name == "nobody" else "403"
        answer = client.get(url)
        got = outcome(answer, here.slug, url)
        if got != expected:
            wrong.append(f"{url} of {section}: {got}, not {expected}")
        theirs = [word for word in words_on(answer) if not word.public]
        if got != "200" and theirs:
            wrong.append(f"{url}: shows {theirs}")
        if not mine:
            posted = outcome(client.post(url, "{}", "application/json"), here.slug, url)
            # Who may not open it writes nothing, whatever the page answers to a form.
            if posted not in ("in", "403", "404", "405"):
                wrong.append(f"{url} posted: {posted}")
    assert wrong == []


@pytest.mark.parametrize("name", matrix.TODAY_SHOWS)
def test_today_shows_all_her_children_and_nobody_else(name: str, here: Cast) -> None:
    answer = Walker.of(here, name).get(address(here.slug, "today"))
    seen = [word for word in words_on(answer) if word.table == "people_person"]
    children = {word.key for word in seen} - ({name} - set(matrix.TODAY_SHOWS[name]))
    assert children == set(matrix.TODAY_SHOWS[name])
    assert {word.district for word in seen} <= {here.slug}


@pytest.mark.parametrize("name", matrix.STAFF_HOME_SHOWS)
def test_the_staffs_start_shows_what_is_hers(name: str, here: Cast) -> None:
    seen = words_on(Walker.of(here, name).get(address(here.slug, "staff-home")))
    tables = ("courses_section", "districts_school")
    shown = {word.key for word in seen if word.table in tables}
    expected = set(matrix.STAFF_HOME_SHOWS[name])
    assert expected <= shown
    if not {"elementary", "high"} & expected:
        assert {word.key for word in seen if word.table == "courses_section"} == expected
    assert not {word.student for word in seen} - {""}


@pytest.mark.parametrize("name", matrix.OF_THE_SERVER)
def test_pages_of_the_server_are_the_same_for_everybody(name: str, north: Cast) -> None:
    for who in ("nobody", "mother", "admin"):
        answer = Visitor.of(north, who).get(of_server(name))
        assert answer.status_code == matrix.OF_THE_SERVER[name]
        assert all(word.public for word in words_on(answer))


@pytest.mark.parametrize("name", ACCOUNTS)
def test_an_account_is_a_stranger_in_the_other_district(name: str, here: Cast, there: Cast) -> None:
    client, wrong = Walker.of(here, name), []
    urls = {address(there.slug, page): want for page, want in OF_THE_DISTRICT["nobody"].items()}
    for student in (there.ben.id, here.ben.id, there.ana.id):
        urls |= {address(there.slug, page, student): "in" for page in matrix.ABOUT_A_CHILD}
        urls[address(there.slug, "course", student, there.rows["algebra"].pk)] = "in"
    for url, expected in urls.items():
        answer = client.get(url)
        if (got := outcome(answer, there.slug, url)) != expected:
            wrong.append(f"{url}: {got}, not {expected}")
        if not all(word.public for word in words_on(answer)):
            wrong.append(f"{url}: shows words")
    assert wrong == []


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_the_district_may_post_an_import(name: str, here: Cast) -> None:
    url = address(here.slug, "imports")
    answer = Visitor.of(here, name).post(url, {})
    expected = OF_THE_DISTRICT[name]["imports"]
    if expected == "200":
        assert answer.status_code in (200, 302, 400)
    else:
        assert outcome(answer, here.slug, url) == expected


@pytest.mark.parametrize("name", EVERYBODY)
def test_signing_out_in_one_district_is_for_anyone_and_shows_nothing(
    name: str, here: Cast, there: Cast
) -> None:
    client = Visitor.of(here, name)
    for slug in (there.slug, here.slug):
        url = address(slug, "sign-out")
        answer = client.post(url)
        assert outcome(answer, slug, address(slug, "start")) == "in"
        assert not [word for word in words_on(answer) if not word.public]
    url = address(here.slug, "today")
    assert outcome(client.get(url), here.slug, url) == "in"
