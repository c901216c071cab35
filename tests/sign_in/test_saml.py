"""SAML: a real provider's signed answers let staff and students in; any other answer nobody."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from lxml import etree

from openhouse.ledger.models import Change
from openhouse.sign_in.models_identity import IdentityProvider, ProviderSetup
from tests.cast import Cast
from tests.house_client import HouseClient, words_of
from tests.sign_in.openid_server import answering
from tests.sign_in.saml_idp import (
    EMAIL,
    ISSUER,
    SIGN_IN,
    TRANSIENT,
    Answer,
    Question,
    bare,
    forged,
    key_and_certificate,
    metadata,
    packed,
)
from tests.sign_in.single import DOMAIN, at_work, file_email, inside, links, path_of, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def number(north: Cast) -> int:
    """A provider that a teacher and a student can come from."""
    for name in ("teacher", "ben"):
        file_email(north, name, f"{name}@{DOMAIN}")
    return set_up(north)


def set_up(cast: Cast, **more: Any) -> int:
    with inside(cast):
        provider = IdentityProvider.objects.create(name="Juniper SAML", protocol="saml", is_on=True)
        ProviderSetup.objects.create(
            provider=provider,
            issuer=ISSUER,
            sign_in_url=SIGN_IN,
            certificates=[bare(key_and_certificate("juniper")[1])],
            **{"domains": [DOMAIN], "for_students": True, **more},
        )
    return int(provider.pk)


def ask(client: HouseClient, number: int, slug: str = "north", query: str = "") -> Question:
    """Press the button: the question that goes to the provider."""
    url = client.get(f"/{slug}/sso/{number}/{query}").headers["Location"]
    assert url.startswith(f"{SIGN_IN}?SAMLRequest=")
    return Question.read(url)


def post(client: HouseClient, number: int, posted: str, slug: str = "north") -> Any:
    """The provider's page posts the answer, from its own site; the browser goes on."""
    step = client.post(f"/{slug}/sso/{number}/acs/", {"SAMLResponse": posted, "RelayState": "x"})
    assert step.status_code == 302, step.content
    return client.get(path_of(step.headers["Location"]))


def told(name: str) -> dict[str, Any]:
    return {"email": f"{name}@{DOMAIN}"}


def is_in(client: HouseClient) -> bool:
    return client.get("/north/staff/").status_code == 200


def refused(answer: Any) -> str:
    assert answer.status_code == 403, answer.headers
    answer.status_code = 200
    return words_of(answer)


def test_a_teacher_signs_in(number: int, north: Cast) -> None:
    client = visitor()
    question = ask(client, number, query="?next=/north/staff/more/")
    assert question.acs == f"http://localhost:8000/north/sso/{number}/acs/"
    assert question.audience == f"http://localhost:8000/north/sso/{number}/metadata/"
    done = post(client, number, Answer(question, attributes=told("teacher")).posted())
    assert (done.status_code, done.headers["Location"]) == (302, "/north/staff/more/")
    assert is_in(client)
    assert links(north) == [(north.teacher.id, "p-1")]


def test_next_leads_to_no_other_site(number: int, north: Cast) -> None:
    client = visitor()
    question = ask(client, number, query="?next=https://evil.example/")
    done = post(client, number, Answer(question, attributes=told("teacher")).posted())
    assert done.headers["Location"] == "/north/"


WRONG: dict[str, Callable[[Question], str]] = {
    "not signed": lambda q: Answer(q, signed="nothing").posted(),
    "only the envelope is signed": lambda q: Answer(q, signed="response").posted(),
    "signed by a stranger": lambda q: Answer(q, signer="stranger").posted(),
    "signed in the old way": lambda q: Answer(
        q, algorithm="http://www.w3.org/2000/09/xmldsig#rsa-sha1"
    ).posted(),
    "for another audience": lambda q: Answer(q, audience="https://other.example").posted(),
    "for no audience": lambda q: Answer(q, audience=None).posted(),
    "for another address": lambda q: Answer(q, recipient="https://evil.example/").posted(),
    "for an address that begins like ours": lambda q: Answer(q, recipient=q.acs + "x").posted(),
    "for no address": lambda q: Answer(q, recipient=None).posted(),
    "sent to another address": lambda q: Answer(q, destination="https://evil.example/").posted(),
    "an assertion that answers no question": lambda q: Answer(q, asked=None).posted(),
    "an assertion that answers another": lambda q: Answer(q, asked="_another").posted(),
    "of another issuer": lambda q: Answer(q, issuer="https://evil.example").posted(),
    "expired": lambda q: Answer(q, ends=timedelta(minutes=-5)).posted(),
    "without an end": lambda q: Answer(q, ends=None).posted(),
    "of tomorrow": lambda q: Answer(q, begins=timedelta(days=1), ends=timedelta(days=2)).posted(),
    "a refusal": lambda q: Answer(
        q, status="urn:oasis:names:tc:SAML:2.0:status:Responder"
    ).posted(),
    "changed afterwards": lambda q: packed(
        Answer(q, attributes=told("ben")).xml().replace("ben@", "teacher@")
    ),
    "with a comment in the name": lambda q: packed(Answer(q).xml().replace("p-1<", "p<!-- -->-2<")),
    "wrapped": lambda q: packed(forged(Answer(q, attributes=told("ben")).xml(), "evil")),
}


@pytest.mark.parametrize("what", WRONG)
def test_an_answer_that_is_wrong_opens_nothing(what: str, number: int, north: Cast) -> None:
    client = visitor()
    words = refused(post(client, number, WRONG[what](ask(client, number))))
    assert "not complete or not right" in words
    assert not is_in(client)
    assert links(north) == []
    with inside(north):
        (line,) = Change.objects.filter(kind="account.sso_refused")
        assert line.after["why"] == "not believed"


NO_ANSWERS = {
    "nothing": "",
    "no base64": "%%%",
    "no XML": packed("hello"),
    "not the root": packed("<a/>"),
    "too long": "A" * 250_000,
    "a DTD": packed('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'),
    "an entity": packed('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
    "a laugh": packed(
        '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]><a InResponseTo="&y;">&y;</a>'
    ),
}


@pytest.mark.parametrize("what", NO_ANSWERS)
def test_what_is_no_answer_at_all_opens_nothing(what: str, number: int) -> None:
    client = visitor()
    ask(client, number)
    refused(post(client, number, NO_ANSWERS[what]))
    assert not is_in(client)


def test_an_entity_is_read_nowhere(number: int, north: Cast) -> None:
    client = visitor()
    xml = Answer(ask(client, number), attributes=told("teacher")).xml()
    trick = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + xml
    refused(post(client, number, packed(trick)))
    assert not is_in(client)


def test_an_answer_works_once_and_in_the_browser_that_asked(number: int, north: Cast) -> None:
    client, other = visitor(), visitor()
    answer = Answer(ask(client, number), attributes=told("teacher")).posted()
    ask(other, number)
    assert "start once more" in refused(post(other, number, answer))
    assert post(client, number, answer).status_code == 302
    client.post("/north/sign-out/")
    assert "start once more" in refused(post(client, number, answer))
    assert not is_in(client)
    assert not is_in(other)


def test_nobody_comes_without_having_been_asked(number: int, north: Cast) -> None:
    """An assertion that was stolen elsewhere, in an envelope of the thief's own."""
    victim, thief = visitor(), visitor()
    theirs = ask(victim, number)
    own = ask(thief, number)
    answer = Answer(theirs, attributes=told("teacher"), envelope=own.id)
    assert "not complete or not right" in refused(post(thief, number, answer.posted()))
    unasked = Answer(own, attributes=told("teacher"), envelope=None, asked=None)
    assert "start once more" in refused(post(thief, number, unasked.posted()))
    assert not is_in(thief)


def test_an_answer_is_for_one_provider_and_district(number: int, north: Cast, south: Cast) -> None:
    file_email(south, "teacher", f"teacher@{DOMAIN}")
    theirs, second = set_up(south), set_up(north)
    for where, slug in ((second, "north"), (theirs, "south")):
        client = visitor()
        answer = Answer(ask(client, number), attributes=told("teacher")).posted()
        assert "start once more" in refused(post(client, where, answer, slug))
        mine = Answer(ask(client, where, slug), attributes=told("teacher"))
        mine.audience = f"http://localhost:8000/north/sso/{number}/metadata/"
        assert "not right" in refused(post(client, where, mine.posted(), slug))


def test_only_a_name_that_stays_is_a_subject(number: int, north: Cast) -> None:
    for name, name_format in ((f"teacher@{DOMAIN}", EMAIL), ("x-1", TRANSIENT)):
        client = visitor()
        answer = Answer(
            ask(client, number), name=name, name_format=name_format, attributes=told("teacher")
        )
        assert "not complete" in refused(post(client, number, answer.posted()))
    client = visitor()
    microsoft = "http://schemas.microsoft.com/identity/claims/objectidentifier"
    answer.question = ask(client, number)
    answer.name, answer.name_format = f"teacher@{DOMAIN}", EMAIL
    answer.attributes = {microsoft: "object-1"}
    assert post(client, number, answer.posted()).status_code == 302
    assert links(north) == [(north.teacher.id, "object-1")]


def test_a_number_in_an_attribute_matches_and_two_of_them_do_not(north: Cast) -> None:
    number = set_up(north, rule="number", claim="employeeID", domains=[])
    client = visitor()
    known = north.rows["teacher"].source_id
    several = Answer(ask(client, number), attributes={"employeeID": [known, "2"]})
    assert "not complete" in refused(post(client, number, several.posted()))
    one = Answer(ask(client, number), attributes={"employeeID": known})
    assert post(client, number, one.posted()).status_code == 302
    assert is_in(client)


def test_the_houses_own_metadata_names_its_addresses(number: int, north: Cast) -> None:
    found = visitor().get(f"/north/sso/{number}/metadata/")
    assert found.headers["Content-Type"] == "application/samlmetadata+xml"
    tree = etree.fromstring(found.content)
    assert tree.get("entityID") == f"http://localhost:8000/north/sso/{number}/metadata/"
    assert f"http://localhost:8000/north/sso/{number}/acs/" in found.content.decode()


def form(**said: str) -> dict[str, str]:
    fields = {"name": "Juniper", "for_staff": "on", "rule": "email", "domains": DOMAIN, **said}
    return {name: value for name, value in fields.items() if value}


@pytest.fixture
def admin(north: Cast) -> HouseClient:
    return at_work(north, "admin")


def newest(cast: Cast) -> ProviderSetup:
    with inside(cast):
        return ProviderSetup.objects.select_related("provider").order_by("-pk")[0]


def test_the_district_sets_it_up_from_the_providers_metadata(
    north: Cast, admin: HouseClient
) -> None:
    admin.post("/north/staff/sign-on/new/saml/", form(metadata=metadata()))
    made = newest(north)
    assert (made.issuer, made.sign_in_url, made.provider.is_on) == (ISSUER, SIGN_IN, False)
    assert made.certificates == [bare(key_and_certificate("juniper")[1])]
    base = f"/north/staff/sign-on/{made.pk}/"
    page = admin.get(base).content.decode()
    assert f"http://localhost:8000/north/sso/{made.pk}/acs/" in page
    with answering(200, metadata("https://second.example", who="second").encode()) as url:
        admin.post(f"{base}edit/", form(metadata_url=url))
    assert newest(north).issuer == "https://second.example"
    admin.post(f"{base}edit/", form(name="Another name"))
    assert newest(north).issuer == "https://second.example"
    assert admin.post(f"{base}switch/", {"on": "1"}).status_code == 302
    assert "Sign in with Another name" in words_of(visitor().get("/north/sign-in/"))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "Give the address or the text"),
        ({"metadata": "hello"}, "not as it should"),
        ({"metadata": "<a/>"}, "not as it should"),
        ({"metadata": metadata(sign_in="http://idp.example/sso")}, "not as it should"),
        ({"metadata": metadata().replace("MII", "AAA")}, "not as it should"),
        ({"metadata": '<!DOCTYPE a [<!ENTITY x "y">]>' + metadata()}, "not as it should"),
        ({"metadata_url": "http://idp.example/metadata"}, "cannot be reached"),
        ({"metadata_url": "https://10.0.0.1/metadata"}, "inside a network"),
        ({"metadata_url": "file:///etc/passwd"}, "cannot be reached"),
    ],
)
def test_metadata_that_is_wrong_is_not_taken(
    said: dict[str, str], words: str, north: Cast, admin: HouseClient
) -> None:
    before = newest(north).pk
    answer = admin.post("/north/staff/sign-on/new/saml/", form(**said))
    assert answer.status_code == 400
    answer.status_code = 200
    assert words in words_of(answer)
    assert newest(north).pk == before


def test_a_try_signs_nobody_in(number: int, north: Cast, admin: HouseClient) -> None:
    url = admin.get(f"/north/staff/sign-on/{number}/try/").headers["Location"]
    answer = Answer(Question.read(url), attributes=told("teacher"))
    done = post(admin, number, answer.posted())
    assert done.headers["Location"] == f"/north/staff/sign-on/{number}/tried/"
    assert f"This would be {north.teacher.name}" in words_of(admin.get(done.headers["Location"]))
    assert links(north) == []
