"""Slips: drawn when printed, good once, void when printed again; and many accounts at once."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from lxml import html

from openhouse.common.scope import scope
from openhouse.courses.models import Section
from openhouse.ledger.models import Change
from openhouse.people.models import Account, Guardianship, Person
from openhouse.sign_in.many import batch, slips
from openhouse.sign_in.many.never import MOST
from openhouse.sign_in.models import AccountRules
from tests.access.signing import sign_in
from tests.cast import PASSWORD, TODAY, Cast
from tests.house_client import HouseClient, words_of

pytestmark = pytest.mark.django_db
NEW = "kestrel-over-9-fields"
SLIPS = "/north/office/accounts/slips/"


def house(cast: Cast) -> Any:
    return scope(district=cast.id, students="all", hat="system")


def takes(username: str, password: str, client: HouseClient | None = None) -> bool:
    """If somebody signs in with these."""
    return bool(sign_in(client or HouseClient(), username, password).status_code == 302)


@pytest.fixture
def made(north: Cast) -> None:
    batch.keep_students(north.id, TODAY, pattern="{given}.{family}")


def groups_on(page: Any) -> dict[str, str]:
    """Key and name of each homeroom on the page."""
    tree = html.document_fromstring(page.content.decode())
    return {
        box.get("value"): box.getparent().xpath("string(.//*[@class='row-title'])")
        for box in tree.xpath("//input[@name='homeroom']")
    }


def slips_on(page: Any) -> dict[str, tuple[str, str]]:
    """User name and first password by the name on the slip."""
    tree = html.document_fromstring(page.content.decode())
    found = {}
    for slip in tree.xpath("//li[@class='slip']"):
        name = slip.xpath("string(.//b)")
        found[name] = tuple(dd.text_content() for dd in slip.xpath(".//dd"))
    return found


def printed(cast: Cast, who: str = "clerk") -> dict[str, tuple[str, str]]:
    client = HouseClient.signed_in(cast.persons[who])
    keys = list(groups_on(client.get(SLIPS)))
    return slips_on(client.post(f"{SLIPS}print/", {"homeroom": keys}))


def test_a_slip_opens_the_account_once_and_a_password_of_ones_own_is_chosen(
    north: Cast, made: None
) -> None:
    username, secret = printed(north)[north.cai.name]
    client = HouseClient()
    assert takes(username, secret, client)
    steps = client.get("/north/family/", follow=True)
    assert steps.redirect_chain[-1][0] == "/north/first-steps/"
    said = {"password1": secret, "password2": secret, "agree": "on"}
    assert "Choose another one" in words_of(client.post("/north/first-steps/", said))
    said |= {"password1": NEW, "password2": NEW}
    assert client.post("/north/first-steps/", said).status_code == 302
    assert not takes(username, secret)
    assert takes(username, NEW)
    assert north.cai.name not in printed(north), "who has signed in gets no slip"


def test_a_slip_is_in_the_students_language_or_the_districts_not_the_clerks(
    north: Cast, made: None
) -> None:
    with house(north):
        Person.objects.filter(pk=north.max.id).update(language="es")
        Person.objects.exclude(pk=north.max.id).update(language="")
    clerk = HouseClient.signed_in(north.clerk)
    clerk.cookies["openhouse_language"] = "es"
    keys = list(groups_on(clerk.get(SLIPS)))
    page = clerk.post(f"{SLIPS}print/", {"homeroom": keys})
    tree = html.document_fromstring(page.content.decode())
    said = {
        slip.xpath("string(.//b)"): (slip.get("lang"), slip.xpath("string(.//dt)"))
        for slip in tree.xpath("//li[@class='slip']")
    }
    assert said.pop(north.max.name) == ("es", "Nombre de usuario")
    assert said and set(said.values()) == {("en", "User name")}


def test_a_slip_printed_again_makes_the_first_one_void(north: Cast, made: None) -> None:
    username, first = printed(north)[north.cai.name]
    _, second = printed(north)[north.cai.name]
    assert first != second
    assert not takes(username, first)
    assert takes(username, second)


def test_no_slip_is_kept_anywhere(north: Cast, made: None) -> None:
    username, secret = printed(north)[north.cai.name]
    with house(north):
        account = Account.objects.get(username=username)
        assert secret not in account.password
        said = [
            str([line.subject, line.before, line.after, line.reason])
            for line in Change.objects.all()
        ]
    assert not [line for line in said if secret in line]
    assert secret not in words_of(HouseClient.signed_in(north.clerk).get(SLIPS))


def test_a_slip_dies_with_its_days(north: Cast, made: None) -> None:
    username, secret = printed(north)[north.cai.name]
    with house(north):
        past = timezone.now() - timedelta(minutes=1)
        Account.objects.filter(username=username).update(password_until=past)
    assert not takes(username, secret)


def test_looking_at_the_page_prints_nothing(north: Cast, made: None) -> None:
    _, secret = printed(north)[north.cai.name]
    clerk = HouseClient.signed_in(north.clerk)
    clerk.get(SLIPS)
    assert clerk.get(f"{SLIPS}print/").status_code == 405
    assert takes(_name(north), secret)


def _name(cast: Cast) -> str:
    with house(cast):
        return str(Account.objects.get(person_id=cast.cai.id).username)


def test_a_homeroom_is_a_sheet_of_its_own_and_others_go_by_grade(north: Cast, made: None) -> None:
    with house(north):
        Section.objects.filter(pk=north.rows["algebra"].pk).update(homeroom=True)
    clerk = HouseClient.signed_in(north.clerk)
    groups = groups_on(clerk.get(SLIPS))
    assert any(north.rows["algebra"].name in name for name in groups.values())
    assert "9th grade" in groups.values()
    page = clerk.post(f"{SLIPS}print/", {"homeroom": list(groups)})
    sheets = html.document_fromstring(page.content.decode()).xpath("//*[@class='slip-sheet']")
    assert len(sheets) == len(groups) == 2


def test_a_clerk_prints_for_her_own_students_only(north: Cast, made: None) -> None:
    assert set(printed(north)) == {north.cai.name, north.max.name}
    admin = HouseClient.signed_in(north.admin)
    keys = list(groups_on(admin.get(SLIPS)))
    assert len(keys) > 2
    clerk = HouseClient.signed_in(north.clerk)
    got = slips_on(clerk.post(f"{SLIPS}print/", {"homeroom": keys}))
    assert set(got) == {north.cai.name, north.max.name}
    for strange in ("", "section-0", "grade-1-x' OR 1=1", "section-" + "9" * 40):
        assert clerk.post(f"{SLIPS}print/", {"homeroom": strange}).status_code == 302


def test_more_slips_than_a_page_holds_are_not_made(
    north: Cast, made: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slips, "MOST", 1)
    clerk = HouseClient.signed_in(north.clerk)
    keys = list(groups_on(clerk.get(SLIPS)))
    page = words_of(clerk.post(f"{SLIPS}print/", {"homeroom": keys}, follow=True))
    assert "Choose fewer homerooms" in page
    with house(north):
        assert not Change.objects.filter(kind="account.first_password").exists()


def test_the_spreadsheet_has_the_same_and_no_formula(north: Cast, made: None) -> None:
    with house(north):
        Person.objects.filter(pk=north.cai.id).update(given_name="=HYPERLINK(0)")
    clerk = HouseClient.signed_in(north.clerk)
    keys = list(groups_on(clerk.get(SLIPS)))
    answer = clerk.post("/north/office/accounts/spreadsheet/", {"homeroom": keys})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="accounts.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][-1] == "First password"
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    (cai,) = [row for row in rows if "HYPERLINK" in row[2]]
    assert cai[2].startswith("'=")
    assert takes(cai[4], cai[5])


MANY = "/north/office/accounts/many/"


def test_many_accounts_are_closed_opened_and_made_to_change_but_never_deleted(north: Cast) -> None:
    with house(north):
        before = Account.objects.count()
    page = words_of(HouseClient.signed_in(north.admin).get(MANY))
    assert north.ben.name in page
    admin = HouseClient.signed_in(north.admin)
    numbers = {"account": [north.ben.account, north.mia.account], "reason": "Asked for"}
    admin.post(f"{MANY}change/", numbers | {"what": "close"})
    with house(north):
        assert not Account.objects.get(person_id=north.ben.id).is_active
    assert not takes("ben", PASSWORD)
    admin.post(f"{MANY}change/", numbers | {"what": "open"})
    assert takes("ben", PASSWORD)
    admin.post(f"{MANY}change/", numbers | {"what": "change"})
    client = HouseClient()
    assert takes("ben", PASSWORD, client)
    assert client.get("/north/family/").headers["Location"] == "/north/first-steps/"
    admin.post(f"{MANY}change/", numbers | {"what": "delete"})
    with house(north):
        assert Account.objects.count() == before
        lines = Change.objects.filter(person_id=north.ben.id, reason="Asked for").order_by("pk")
        kinds = [line.kind for line in lines]
    assert kinds == ["account.closed", "account.opened_again", "account.must_change"]


def test_a_clerk_changes_many_of_her_own_students_only(north: Cast, south: Cast) -> None:
    clerk = HouseClient.signed_in(north.clerk)
    mine = (north.ben, north.mia)
    others = (north.long_parent, north.father, north.admin, north.clerk, north.teacher, south.ben)
    numbers = [person.account for person in (*mine, *others)]
    said = {"account": numbers, "what": "close", "reason": "x"}
    clerk.post(f"{MANY}change/", said)
    assert clerk.post(f"{MANY}change/?who=guardians", said).status_code == 404
    with house(north):
        closed = set(Account.objects.filter(is_active=False).values_list("person_id", flat=True))
    assert closed == {person.id for person in mine}
    with house(south):
        assert Account.objects.get(pk=south.ben.account).is_active


def test_the_district_never_closes_a_colleague_with_the_guardians(north: Cast) -> None:
    admin = HouseClient.signed_in(north.admin)
    numbers = [north.teacher_mother.account, north.mother.account]
    said = {"account": numbers, "what": "close", "reason": "x"}
    admin.post(f"{MANY}change/?who=guardians", said)
    with house(north):
        assert Account.objects.get(pk=north.teacher_mother.account).is_active
        assert not Account.objects.get(pk=north.mother.account).is_active


def test_parents_who_never_signed_in_are_counted_by_school(north: Cast) -> None:
    with house(north):
        Account.objects.exclude(person_id=north.mother.id).update(last_login=None)
        Account.objects.filter(person_id=north.mother.id).update(last_login=timezone.now())
    clerk = HouseClient.signed_in(north.clerk)
    page = words_of(clerk.get("/north/office/never/"))
    assert north.long_parent.name in page
    assert north.mother.name not in page
    assert "The account is there, but nobody has signed in yet." in page
    assert north.empty_parent.name not in page
    admin = words_of(HouseClient.signed_in(north.admin).get("/north/office/never/"))
    assert "2 of 3" in admin, "high school: mother was in; grandmother and long_parent were not"


def test_the_list_of_who_never_signed_in_goes_on_where_a_page_ends(north: Cast) -> None:
    with house(north):
        people = Person.objects.bulk_create(
            [Person(given_name="Visitor", family_name=f"Zz{n:03}") for n in range(MOST)]
        )
        for each in people:
            tie = Guardianship(person=each, student_id=north.ben.id, portal_access=True)
            tie.save_base(force_insert=True)
    clerk = HouseClient.signed_in(north.clerk)
    place = f"/north/office/never/?school={north.rows['high'].pk}"
    first = words_of(clerk.get(place))
    assert f"1 to {MOST} of " in first
    assert "Next" in first
    last = words_of(clerk.get(f"{place}&sheet=2"))
    assert f"{MOST + 1} to " in last
    assert "Next" not in last
    assert all(f"Zz{n:03}" in first + last for n in range(MOST))
    assert words_of(clerk.get(f"{place}&sheet=99")) == last


def rules_form(**more: str) -> dict[str, str]:
    said = {
        "sign_in_text": "Welcome back to school.", "help_text": "Room 12 helps.",
        "terms": "Be kind.", "takes_requests": "on", "way": "code", "code_days": "30",
        "student_accounts": "on", "username_pattern": "{year}.{family}",
        "first_password": "signs", "help_email": "desk@openhouse.example",
        "help_phone": "555-0190", "second_step_from": "2026-12-01",
    }  # fmt: skip
    return said | more


def test_the_district_sets_rules_texts_and_where_help_is(north: Cast, south: Cast) -> None:
    admin = HouseClient.signed_in(north.admin)
    assert admin.post("/north/office/rules/", rules_form()).status_code == 302
    page = words_of(HouseClient().get("/north/sign-in/"))
    assert "Welcome back to school." in page
    assert "555-0190" in page
    assert "Room 12 helps." in words_of(HouseClient().get("/north/help/"))
    assert "555-0190" not in words_of(HouseClient().get("/south/help/"))
    with house(north):
        rules = AccountRules.objects.get()
        assert (rules.code_days, rules.first_password) == (30, "signs")
        assert rules.second_step_from == date(2026, 12, 1)
        line = Change.objects.get(kind="account.rules_changed")
    assert line.actor_id == north.admin.id
    assert line.after["help_phone"] == "555-0190"


def test_the_districts_words_are_read_in_ones_language_or_else_the_other(north: Cast) -> None:
    admin, reader = HouseClient.signed_in(north.admin), HouseClient()
    reader.cookies["openhouse_language"] = "es"
    said = rules_form(
        sign_in_text_es="Bienvenidos otra vez.", help_text="", help_text_es="Sala 12."
    )
    assert admin.post("/north/office/rules/", said).status_code == 302
    page = words_of(reader.get("/north/sign-in/"))
    assert "Bienvenidos otra vez." in page
    assert "Welcome back to school." not in page
    assert "Welcome back to school." in words_of(HouseClient().get("/north/sign-in/"))
    assert "Sala 12." in words_of(HouseClient().get("/north/help/"))
    admin.post("/north/office/rules/", rules_form(sign_in_text_es=" "))
    assert "Welcome back to school." in words_of(reader.get("/north/sign-in/"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"username_pattern": "{password}"},
        {"username_pattern": "{given.__init__}"},
        {"code_days": "0"},
        {"code_days": "999"},
        {"help_email": "a@b\nBcc: c@d.example"},
        {"first_password": "birthday"},
    ],
)
def test_rules_that_make_no_sense_are_not_saved(wrong: dict[str, str], north: Cast) -> None:
    admin = HouseClient.signed_in(north.admin)
    page = words_of(admin.post("/north/office/rules/", rules_form(**wrong)))
    assert "Not saved yet" in page
    with house(north):
        assert not Change.objects.filter(kind="account.rules_changed").exists()


def test_the_words_of_the_district_are_words_and_no_markup(north: Cast) -> None:
    admin = HouseClient.signed_in(north.admin)
    admin.post("/north/office/rules/", rules_form(sign_in_text="<script>alert(1)</script> & 🦉"))
    page = HouseClient().get("/north/sign-in/")
    assert "<script>alert" not in page.content.decode()
    assert "<script>alert(1)</script> & 🦉" in words_of(page)


def test_a_clerk_does_not_set_the_rules(north: Cast) -> None:
    clerk = HouseClient.signed_in(north.clerk)
    assert clerk.get("/north/office/rules/").status_code == 403
    assert clerk.post("/north/office/rules/", rules_form()).status_code == 403
