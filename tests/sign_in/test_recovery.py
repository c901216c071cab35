"""A lost password or user name comes back by e-mail, and nobody learns who has an account."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress

from openhouse.common.scope import scope
from openhouse.ledger.models import Change
from openhouse.people.models import Account
from tests.access.signing import is_in, sign_in
from tests.cast import Cast
from tests.house_client import HouseClient, words_of
from tests.jobs import waiting, work_off
from tests.sign_in.mails import link_in, mails

pytestmark = pytest.mark.django_db
NEW = "kestrel-over-9-fields"


def ask(client: HouseClient, username: str, slug: str = "north") -> Any:
    return client.post(f"/{slug}/forgot-password/", {"username": username})


def choose(client: HouseClient, path: str, password: str = NEW, again: str = "") -> Any:
    """Open the link of the mail and choose a password on the page that it leads to."""
    page = client.get(path, follow=True)
    where = page.redirect_chain[-1][0] if page.redirect_chain else path
    return client.post(where, {"password1": password, "password2": again or password})


def changes(cast: Cast, kind: str) -> list[Change]:
    with scope(district=cast.id, students="all", hat="system"):
        return list(Change.objects.filter(kind=kind))


def test_a_forgotten_password_is_chosen_anew_by_the_link(north: Cast, client: HouseClient) -> None:
    elsewhere = HouseClient()
    sign_in(elsewhere, "mother")
    assert ask(client, "Mother").headers["Location"] == "/north/forgot-password/sent/"
    (mail,) = mails(north, "account.reset")
    assert mail.to.endswith("mail@openhouse.example")
    assert mail.person_id == north.mother.id
    done = choose(client, link_in(mail))
    assert done.headers["Location"] == "/north/reset/done/"
    assert sign_in(client, "mother", NEW).status_code == 302
    assert not is_in(elsewhere)
    assert sign_in(HouseClient(), "mother").status_code == 200
    (told,) = mails(north, "account.password_changed")
    assert told.to == mail.to
    (line,) = changes(north, "account.password_reset")
    assert (line.person_id, line.actor_id) == (north.mother.id, north.mother.id)


def test_the_answer_is_the_same_for_a_name_that_nobody_has(north: Cast) -> None:
    said = []
    for name in ("mother", "nobody-at-all", 'mother" OR 1=1', "mia@south", "M" * 150):
        client = HouseClient()
        answer = ask(client, name)
        assert answer.status_code == 302
        assert len(waiting("sign_in.send_reset")) == len(said) + 1
        said.append((answer.headers["Location"], words_of(client.get(answer.headers["Location"]))))
    assert len(set(said)) == 1
    assert len(mails(north, "account.reset")) == 1


def test_an_address_typed_but_not_confirmed_gets_no_link(north: Cast, client: HouseClient) -> None:
    with scope(district=north.id, students="all", hat="system"):
        EmailAddress.objects.create(
            user_id=north.mother.account, email="stranger@else.example", verified=False
        )
    ask(client, "mother")
    (mail,) = mails(north, "account.reset")
    assert mail.to.endswith("mail@openhouse.example")


def test_a_confirmed_address_gets_the_link(north: Cast, client: HouseClient) -> None:
    with scope(district=north.id, students="all", hat="system"):
        EmailAddress.objects.create(
            user_id=north.mother.account, email="hers@home.example", verified=True, primary=True
        )
    ask(client, "mother")
    (mail,) = mails(north, "account.reset")
    assert mail.to == "hers@home.example"


def test_a_link_works_once(north: Cast, client: HouseClient) -> None:
    ask(client, "mother")
    (mail,) = mails(north, "account.reset")
    choose(client, link_in(mail))
    again = HouseClient().get(link_in(mail))
    assert "does not work any more" in words_of(again)
    choose(HouseClient(), link_in(mail), "another-9-words")
    assert sign_in(client, "mother", NEW).status_code == 302


def test_a_link_dies_after_two_hours(
    north: Cast, client: HouseClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.contrib.auth.tokens import PasswordResetTokenGenerator

    ask(client, "mother")
    (mail,) = mails(north, "account.reset")
    now = PasswordResetTokenGenerator()._now()
    for minutes, works in ((119, True), (121, False)):
        later = now + timedelta(minutes=minutes)
        monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self, at=later: at)
        words = words_of(HouseClient().get(link_in(mail), follow=True))
        assert ("does not work any more" in words) != works


def test_a_link_dies_with_a_change_of_the_password(north: Cast, client: HouseClient) -> None:
    ask(client, "mother")
    (mail,) = mails(north, "account.reset")
    with scope(district=north.id, students="all", hat="system"):
        account = Account.objects.get(pk=north.mother.account)
        account.set_password("changed-at-9-o-clock")
        account.save()
    assert "does not work any more" in words_of(client.get(link_in(mail)))


def test_a_link_of_one_district_opens_nothing_in_another(
    north: Cast, south: Cast, client: HouseClient
) -> None:
    ask(client, "mother")
    (mail,) = mails(north, "account.reset")
    path = link_in(mail).replace("/north/", "/south/")
    assert "does not work any more" in words_of(client.get(path))
    parts = path.split("/")
    from allauth.account.utils import user_pk_to_url_str

    parts[3] = user_pk_to_url_str(Account(pk=south.mother.account))
    assert "does not work any more" in words_of(client.get("/".join(parts)))


def test_a_link_is_its_owners_whoever_is_signed_in(north: Cast) -> None:
    ask(HouseClient(), "mother")
    (mail,) = mails(north, "account.reset")
    father = HouseClient()
    sign_in(father, "father")
    choose(father, link_in(mail))
    assert not is_in(father)
    assert sign_in(HouseClient(), "father").status_code == 302
    assert sign_in(HouseClient(), "mother", NEW).status_code == 302


@pytest.mark.parametrize(
    ("password", "again", "words"),
    [
        ("short-1", "", "Add 1 more character"),
        ("onlyletters", "", "Mix two kinds"),
        ("password1", "", "Many people use this password"),
        ("xmotherx9", "", "Leave your user name out"),
        (NEW, NEW + "x", "same password"),
    ],
)
def test_a_password_against_the_rule_is_not_taken(
    password: str, again: str, words: str, north: Cast, client: HouseClient
) -> None:
    ask(client, "mother")
    (mail,) = mails(north, "account.reset")
    answer = choose(client, link_in(mail), password, again)
    assert words in words_of(answer)
    assert sign_in(HouseClient(), "mother").status_code == 302


def test_a_mailbox_is_not_filled_by_asking_again_and_again(north: Cast) -> None:
    for _ in range(6):
        ask(HouseClient(), "mother")
        work_off()
    assert len(mails(north, "account.reset")) == 3


def test_a_link_names_the_installation_and_not_the_host_of_the_request(
    north: Cast, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.PUBLIC_URL = "https://portal.north.example"
    HouseClient().post(
        "/north/forgot-password/",
        {"username": "mother"},
        headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"},
    )
    (mail,) = mails(north, "account.reset")
    assert "https://portal.north.example/north/reset/" in mail.text
    assert "evil" not in mail.text + mail.html


def test_forgotten_user_names_all_come_to_the_address(north: Cast, client: HouseClient) -> None:
    with scope(district=north.id, students="all", hat="system"):
        for name in ("mother", "father"):
            EmailAddress.objects.create(
                user_id=north.persons[name].account,
                email="both@home.example",
                verified=True,
                primary=True,
            )
        EmailAddress.objects.create(
            user_id=north.grandmother.account, email="both@home.example", verified=False
        )
    client.post("/north/forgot-username/", {"email": "Both@Home.example"})
    (mail,) = mails(north, "account.usernames")
    assert "mother" in mail.text
    assert "father" in mail.text
    assert "grandmother" not in mail.text
    assert mail.to == "both@home.example"


def test_user_names_go_to_the_address_that_is_known_not_to_one_that_looks_like_it(
    north: Cast, client: HouseClient
) -> None:
    with scope(district=north.id, students="all", hat="system"):
        EmailAddress.objects.create(
            user_id=north.mother.account, email="kim@home.example", verified=True
        )
    client.post("/north/forgot-username/", {"email": "\u212aim@home.example"})  # the Kelvin sign
    (mail,) = mails(north, "account.usernames")
    assert mail.to == "kim@home.example"


def test_an_address_that_nobody_has_gets_the_same_answer_and_no_mail(north: Cast) -> None:
    said = []
    for email in ("nobody@else.example", "mail@openhouse.example"):
        client = HouseClient()
        answer = client.post("/north/forgot-username/", {"email": email})
        said.append((answer.status_code, words_of(client.get(answer.headers["Location"]))))
    assert len(set(said)) == 1
    assert mails(north, "account.usernames") == []


def test_the_owner_is_told_of_wrong_passwords_once(north: Cast) -> None:
    for n in range(7):
        sign_in(HouseClient(), "mother", f"wrong {n}")
    (mail,) = mails(north, "account.locked")
    assert mail.person_id == north.mother.id
    for n in range(7):
        sign_in(HouseClient(), "unknown", f"wrong {n}")
    assert len(mails(north, "account.locked")) == 1


@pytest.mark.parametrize("page", ["forgot-password", "forgot-username", "sign-in"])
def test_help_stands_on_each_page_of_recovery(page: str, north: Cast, client: HouseClient) -> None:
    words = words_of(client.get(f"/north/{page}/"))
    assert "help@openhouse.example" in words
    assert "555" in words
