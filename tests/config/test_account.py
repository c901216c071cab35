"""``openhouse account``: the first sign-ins of a district."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from openhouse.common import clock
from openhouse.common.scope import ALL, scope
from openhouse.ledger.models import Change
from openhouse.people.models import Account, Person, StaffPost
from tests.access.signing import is_in, sign_in
from tests.cast import PASSWORD, Cast
from tests.house_client import HouseClient
from tests.passkeys import Passkey
from tests.sign_in.second_step import add_passkey, browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def give(monkeypatch: pytest.MonkeyPatch, north: Cast) -> Callable[..., str]:
    def account(*options: str) -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
        out = io.StringIO()
        call_command("account", "--district", "north", *options, stdout=out)
        return out.getvalue()

    return account


def test_a_district_without_staff_gets_its_first_administrator(
    give: Callable[..., str], client: HouseClient
) -> None:
    said = give("--name", "Sam van Dyke", "--administrator", "--username", "sam")
    assert said == "Sam van Dyke signs in at /north/ as sam.\n"
    assert sign_in(client, "sam").status_code == 302
    assert is_in(client)
    imports = client.get("/north/staff/imports/")
    assert imports.headers["Location"].startswith("/north/account/safety/first/")
    add_passkey(browser(client), Passkey(7))
    assert client.get("/north/staff/imports/").status_code == 200


def test_a_new_password_ends_one_that_was_given_for_the_first_time(
    give: Callable[..., str], client: HouseClient, north: Cast
) -> None:
    mother = north.persons["mother"].id
    with scope(district=north.id, students=ALL, hat="system"):
        hers = Account.objects.filter(person_id=mother)
        hers.update(must_change_password=True, password_until=clock.now() - timedelta(days=1))
        Person.objects.filter(pk=mother).update(source_id="mother-1")
        lines = Change.objects.filter(person_id=mother, kind="account.given_by_command")
        give("--person", "mother-1", "--username", "mother")
        assert lines.count() == 1
    assert sign_in(client, "mother").status_code == 302
    assert client.get("/north/family/").status_code == 200


def test_a_password_follows_the_rule_of_the_pages(
    give: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.config.test_account.PASSWORD", "onlyletters")
    with pytest.raises(CommandError, match="Mix two kinds"):
        give("--name", "Sam Rivers", "--administrator", "--username", "sam")


def test_who_plans_the_buses_gets_a_post_that_no_delivery_brings(
    give: Callable[..., str], client: HouseClient, north: Cast
) -> None:
    high, west = (north.rows[each] for each in ("high", "west"))
    posts = ("--works-as", "transport", "--school", high.name.upper(), "--school", west.name)
    give("--name", "Sam Rivers", *posts, "--username", "sam")
    assert sign_in(client, "sam").status_code == 302
    assert client.get("/north/staff/registration/").status_code == 200
    assert client.get("/north/office/registration/").status_code == 403
    with scope(district=north.id, students=ALL, hat="system"):
        sam = Person.objects.get(family_name="Rivers", given_name="Sam")
        found = StaffPost.objects.filter(person=sam).values_list("role", "school")
        assert sorted(found) == sorted(("transport", each.pk) for each in (high, west))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "add --administrator, or --works-as and --school"),
        (("--works-as", "nurse"), "go together"),
        (("--administrator", "--school", "North High"), "go together"),
        (("--works-as", "nurse", "--school", "Hogwarts"), r"is called 'Hogwarts'\. There are: .+"),
    ],
)
def test_a_new_person_has_a_post_or_is_nobody(
    give: Callable[..., str], options: tuple[str, ...], words: str, north: Cast
) -> None:
    with pytest.raises(CommandError, match=words):
        give("--name", "Sam Rivers", *options, "--username", "sam")
    with scope(district=north.id, students=ALL, hat="system"):
        assert not Person.objects.filter(given_name="Sam", family_name="Rivers").exists()


def test_a_name_has_two_parts(give: Callable[..., str]) -> None:
    with pytest.raises(CommandError, match="a given and a family name"):
        give("--name", "Sam", "--administrator", "--username", "sam")


def test_a_taken_user_name_leaves_nothing_behind(give: Callable[..., str], north: Cast) -> None:
    with pytest.raises(CommandError, match="is taken"):
        give("--name", "Sam Rivers", "--administrator", "--username", "MOTHER")
    with scope(district=north.id, students=ALL, hat="system"):
        assert not Person.objects.filter(family_name="Rivers").exists()


def test_an_ed_fi_number_is_enough_where_one_person_has_it(
    give: Callable[..., str], north: Cast
) -> None:
    with scope(district=north.id, students=ALL, hat="system"):
        kim = Person.objects.create(given_name="Kim", family_name="Lee", source_id="contact/77")
    give("--person", "77", "--username", "kim")
    with scope(district=north.id, students=ALL, hat="system"):
        assert Account.objects.get(username="kim").person_id == kim.pk
        Person.objects.create(given_name="Lou", family_name="Lee", source_id="student/77")
    with pytest.raises(CommandError, match=r"contact/77 \(Kim Lee\), student/77 \(Lou Lee\)"):
        give("--person", "77", "--username", "lou")


def test_an_unknown_number_is_said(give: Callable[..., str]) -> None:
    with pytest.raises(CommandError, match=r"Nobody in .* has the id 'none'"):
        give("--person", "none", "--username", "kim")
