"""A family with an account registers: what is known is there, what is typed is kept, it is sent."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.text import long_day
from openhouse.people.models import Guardianship, HouseholdMember
from openhouse.registration.models import Application, Candidate, FormVersion, Part
from openhouse.registration.models_answers import Answer, Signature
from openhouse.registration.models_office import OpenItem, Seats
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.pdf_words import words_of_pages

pytestmark = pytest.mark.django_db
HOME = "/north/family/registration/"


def begun(client: HouseClient, cast: Cast) -> int:
    """Begin; the application's id."""
    answer = client.post(f"{HOME}begin/", {"window": cast.rows["window"].pk})
    assert answer.status_code == 302, answer.content
    return int(answer.headers["Location"].rstrip("/").split("/")[-1])


def begun_and_filled(client: HouseClient, cast: Cast) -> int:
    """Begin, and answer all that must be answered; the application's id."""
    number = begun(client, cast)
    complete(client, cast, number)
    return number


def parts(cast: Cast, number: int, kind: str) -> list[Part]:
    with in_all(cast):
        found = Part.objects.visible_to(System()).filter(application=number, kind=kind)
        return list(found.filter(removed_at=None).order_by("position", "pk"))


def moves_in(cast: Cast, child: int) -> None:
    """The father lives in the fourth home too, and may see *child*."""
    home, father = cast.rows["fourth_home"].pk, cast.father.id
    with in_all(cast):
        HouseholdMember.objects.create(household_id=home, person_id=father)
        Guardianship(person_id=father, student_id=child, portal_access=True).save(force_insert=True)


def page_of(number: int, part: Part, section: str) -> str:
    return f"{HOME}{number}/about/{part.pk}/?section={section}"


def showed(client: HouseClient, url: str) -> str:
    page = client.get(url).content.decode()
    import html
    import re

    return html.unescape(re.search(r'name="showed" value="([^"]*)"', page)[1])  # type: ignore[index]


def said(client: HouseClient, url: str, **answers: Any) -> Any:
    """Send a page with *answers* over what it shows."""
    return client.post(url, {"showed": showed(client, url), "do": "next", **answers})


def _paper(content: bytes) -> str:
    return " ".join(" ".join(words_of_pages(content)).split())


def answer(cast: Cast, part: Part, key: str) -> Answer | None:
    with in_all(cast):
        return Answer.objects.visible_to(System()).filter(part=part, key=key).first()


def test_all_children_are_begun_with_what_the_school_knows(north: Cast, client_of: Any) -> None:
    client = client_of(north.grandmother)
    assert "Registration 2027-28" in client.get(HOME).content.decode()
    number = begun(client, north)
    page = client.get(f"{HOME}{number}/").content.decode()
    for name in ("Cai", "Dee", "Eli", "Fay"):
        assert name in page
    child = parts(north, number, "student")[0]
    inside = client.get(page_of(number, child, "child")).content.decode()
    assert 'value="Tanaka' in inside
    calm = client.get(page_of(number, child, "health")).content.decode()
    assert "Nothing has changed" in calm


def test_begun_twice_it_is_the_same(north: Cast, client_of: Any) -> None:
    client = client_of(north.grandmother)
    assert begun(client, north) == begun(client, north)


def test_who_has_sent_a_child_does_not_register_it_again(north: Cast, client_of: Any) -> None:
    number = begun(client_of(north.mother), north)
    assert parts(north, number, "student") == []


def test_who_has_sent_all_is_not_asked_to_begin_again(north: Cast, client_of: Any) -> None:
    client = client_of(north.grandmother)
    number = begun_and_filled(client, north)
    client.post(f"{HOME}{number}/review/", {"agree": "on", "typed": "Hana Tanaka"})
    page = client.get(HOME).content.decode()
    assert "Register one more child" in page and "Begin" not in page


def test_today_says_of_registration_what_is_left_to_do(north: Cast, client_of: Any) -> None:
    client, today = client_of(north.grandmother), "/north/family/"
    assert "Open until" in words_of(client.get(today))
    number = begun(client, north)
    assert "Open until" in words_of(client.get(today)), "it is not sent"
    complete(client, north, number)
    client.post(f"{HOME}{number}/review/", {"agree": "on", "typed": "Hana Tanaka"})
    sent = client.get(today)
    assert "Sent. See where it stands." in words_of(sent)
    with in_all(north):
        mine = Candidate.objects.visible_to(System()).filter(application=number)
        mine.update(state=Candidate.State.POSTED)
    page = client.get(today, headers={"if-none-match": sent["ETag"]})
    assert page.status_code == 200, "it is as new as what it says"
    assert "See where it stands" not in words_of(page) and "Open until" not in words_of(page)


def test_another_home_reads_nothing_of_it(north: Cast, client_of: Any) -> None:
    number = begun(client_of(north.grandmother), north)
    home = parts(north, number, "household")[0]
    for person in (north.mother, north.father, north.ben):
        client = client_of(person)
        assert client.get(f"{HOME}{number}/").status_code == 404
        assert client.get(page_of(number, home, "home")).status_code == 404
        assert client.get(f"{HOME}{number}/review/").status_code == 404


def test_a_grade_that_the_school_does_not_have_is_said_beside_those_that_it_has(
    north: Cast, client_of: Any
) -> None:
    client = client_of(north.grandmother)
    number = begun(client, north)
    child, high = parts(north, number, "student")[0], north.rows["high"]
    with in_all(north):
        for school, grade in ((high, "11"), (high, "12"), (north.rows["elementary"], "03")):
            Seats.objects.update_or_create(school=school, ends_in=2028, grade_level=grade)
    url, name = page_of(number, child, "child"), f"{child.pk}-"
    wrong = said(client, url, **{f"{name}grade": "03", f"{name}school": str(high.pk)})
    assert f"{high.name} has no 3rd grade. It has: 9th grade, 11th grade, 12th grade." in words_of(
        wrong
    )
    right = said(client, url, **{f"{name}grade": "12", f"{name}school": str(high.pk)})
    assert "has no 12th grade" not in words_of(right)


def test_what_is_typed_is_kept_beside_what_is_wrong(north: Cast, client_of: Any) -> None:
    client = client_of(north.grandmother)
    number = begun(client, north)
    child = parts(north, number, "student")[0]
    url = page_of(number, child, "child")
    name = f"{child.pk}-"
    sent = said(client, url, **{
        f"{name}given_name": "Kai", f"{name}family_name": "Tanaka", f"{name}born_on": "1890-01-01",
        f"{name}grade": "11", f"{name}school": str(north.rows["high"].pk),
    })  # fmt: skip
    assert "Check the year" in sent.content.decode()
    kept = answer(north, child, "given_name")
    assert kept and kept.value == "Kai"
    assert str(kept.before).startswith("Cai")
    half = answer(north, child, "born_on")
    assert half and half.value == {"unfinished": "1890-01-01"}, "kept, and no answer"


def test_two_who_answer_the_same_question_are_both_shown(north: Cast, client_of: Any) -> None:
    client = client_of(north.grandmother)
    number = begun(client, north)
    child = parts(north, number, "student")[0]
    url = page_of(number, child, "health")
    first, second = showed(client, url), showed(client, url)
    name = f"{child.pk}-allergies"
    assert client.post(url, {"showed": first, "do": "next", name: "Peanuts"}).status_code == 302
    answered = client.post(url, {"showed": second, "do": "next", name: "Bees"})
    page = answered.content.decode()
    assert "Peanuts" in page and "Bees" in page
    kept = answer(north, child, "allergies")
    assert kept and kept.value == "Peanuts"
    # saved again, what she wrote is meant
    import html
    import re

    again = html.unescape(re.search(r'name="showed" value="([^"]*)"', page)[1])  # type: ignore[index]
    assert client.post(url, {"showed": again, "do": "next", name: "Bees"}).status_code == 302
    kept = answer(north, child, "allergies")
    assert kept and (kept.value, kept.revision) == ("Bees", 2)


def test_the_script_keeps_only_what_it_sends(north: Cast, client_of: Any) -> None:
    client = client_of(north.grandmother)
    number = begun(client, north)
    child = parts(north, number, "student")[0]
    url = page_of(number, child, "child")
    field = f"{child.pk}-given_name"
    sent = {"showed": showed(client, url), "sent": field, field: "Kay"}
    found = json.loads(client.post(url.replace("/?", "/save/?"), sent).content)
    assert found["kept"] == ["given_name"]
    assert answer(north, child, "family_name") is None


def complete(client: HouseClient, cast: Cast, number: int) -> None:
    """Answer what is still to be answered."""
    home = parts(cast, number, "household")[0]
    said(client, page_of(number, home, "home"), **{
        f"{home.pk}-address-street": "4 Hill Rd", f"{home.pk}-address-city": "Columbia",
        f"{home.pk}-address-state": "MO", f"{home.pk}-address-postal_code": "65201",
    })  # fmt: skip
    for child in parts(cast, number, "student"):
        url = page_of(number, child, "child")
        with in_all(cast):
            person = child.person
        said(client, url, **{
            f"{child.pk}-given_name": person.given_name,
            f"{child.pk}-family_name": person.family_name,
            f"{child.pk}-born_on": str(person.born_on),
            f"{child.pk}-grade": "11", f"{child.pk}-school": str(cast.rows["high"].pk),
        })  # fmt: skip


def test_initials_of_somebody_else_are_not_kept(north: Cast, client_of: Any) -> None:
    client = client_of(north.grandmother)
    number = begun(client, north)
    with in_all(north):
        section = {
            "key": "trips", "title": {"en": "Trips"}, "per": "student", "questions": [{
                "key": "trips", "kind": "statement", "label": {"en": "Trips"},
                "statement": {"en": "The child may go on trips."}, "required": True,
            }],
        }  # fmt: skip
        version = Application.objects.visible_to(System()).get(pk=number).version
        made = FormVersion.objects.create(
            purpose="registration", number=78, changed_at="2026-10-05T10:00Z",
            definition=version.definition
            | {"sections": [*version.definition["sections"], section]},
            published_at="2026-10-05T10:00Z",
        )  # fmt: skip
        Application.objects.visible_to(System()).filter(pk=number).update(version=made)
    child = parts(north, number, "student")[0]
    url, name = page_of(number, child, "trips"), f"{child.pk}-trips"
    page = said(client, url, **{f"{name}-agreed": "yes", f"{name}-initials": "XX"})
    assert "Write your own initials. The school has you as Hana" in words_of(page)
    kept = answer(north, child, "trips")
    assert kept is None or "agreed" not in kept.value, "it counts as nothing"
    said(client, url, **{f"{name}-agreed": "yes", f"{name}-initials": "h.t."})
    kept = answer(north, child, "trips")
    assert kept is not None and kept.value == {"agreed": True, "initials": "HT"}


def test_where_nothing_is_left_but_on_this_page_it_is_said_at_each_field(
    north: Cast, client_of: Any
) -> None:
    client = client_of(north.grandmother)
    number = begun_and_filled(client, north)
    home = parts(north, number, "household")[0]
    url, name = page_of(number, home, "home"), f"{home.pk}-address"
    empty = {f"{name}-{piece}": "" for piece in ("street", "city", "state", "postal_code")}
    page = said(client, url, **empty)
    assert page.status_code == 200
    words = words_of(page)
    assert "One answer is still missing (Your home)" in words
    assert "This is still to be answered." in words
    assert page.content.decode().count("autofocus=") == 1, "she stands at the first"
    gone_on = said(
        client,
        url,
        **{
            f"{name}-street": "4 Hill Rd",
            f"{name}-city": "Columbia",
            f"{name}-state": "MO",
            f"{name}-postal_code": "65201",
        },
    )
    assert gone_on.headers["Location"] == f"{HOME}{number}/"  # fmt: skip


def test_it_is_signed_and_sent_once(north: Cast, client_of: Any) -> None:
    client = client_of(north.grandmother)
    number = begun_and_filled(client, north)
    review = f"{HOME}{number}/review/"
    assert "Sign and send" in client.get(review).content.decode()
    assert "letters" in client.post(review, {"agree": "on", "typed": "<script>"}).content.decode()
    for typed in ("hana", "Hana Santos", "Tanaka"):
        refused = client.post(review, {"agree": "on", "typed": typed}).content.decode()
        assert "Sign with your first and last name. The school has you as Hana" in refused
        assert f'value="{typed}"' in refused and "checked" in refused, "what was typed stays"
        assert "autofocus" in refused, "the field is far below on a phone"
    for _twice in range(2):
        assert client.post(review, {"agree": "on", "typed": "Hana Tanaka"}).status_code == 302
    page = client.get(f"{HOME}{number}/").content.decode()
    assert "It has arrived" in page
    with in_all(north):
        application = Application.objects.visible_to(System()).get(pk=number)
        assert application.sent_at and application.number in page
        (signature,) = Signature.objects.visible_to(System()).filter(application=number)
        facts = json.loads(bytes(signature.content))
        assert facts["typed"] == "Hana Tanaka"
        states = Candidate.objects.visible_to(System()).filter(application=number)
        assert {one.state for one in states} == {"sent"}
        items = OpenItem.objects.visible_to(System()).filter(application=number)
        assert {one.state for one in items} == {"missing"}
    words = _paper(client.get(f"{HOME}{number}/copy/").content)
    assert north.rows["high"].name in words, "the school that was chosen"
    assert words.index("Where do you live") < words.index("Hana Tanaka")
    assert f"Signed on {long_day(clock.today())}" in words, "a signature has its year"


@pytest.mark.parametrize(
    ("state", "ago", "words"),
    [
        ("sent", 0, ""),
        ("sent", 1, "with the school for 1 day"),
        ("waiting list", 12, "with the school for 12 days"),
        ("accepted", 12, ""),
    ],
)
def test_a_family_reads_for_how_long_a_child_waits_for_the_school(
    north: Cast, client_of: Any, state: str, ago: int, words: str
) -> None:
    client = client_of(north.grandmother)
    number = begun_and_filled(client, north)
    client.post(f"{HOME}{number}/review/", {"agree": "on", "typed": "Hana Tanaka"})
    with in_all(north):
        mine = Candidate.objects.visible_to(System()).filter(application=number)
        mine.update(state=state, sent_at=clock.now() - timedelta(days=ago))
    page = words_of(client.get(f"{HOME}{number}/"))
    assert words in page
    assert ("with the school for" in page) is bool(words)


def asks_too(cast: Cast, number: int, question: dict[str, Any]) -> None:
    """The form of the application asks *question* of the home as well."""
    with in_all(cast):
        version = Application.objects.visible_to(System()).get(pk=number).version
        section = next(one for one in version.definition["sections"] if one["key"] == "home")
        section["questions"].append(question)
        made = FormVersion.objects.create(
            purpose="registration", number=77, definition=version.definition,
            changed_at="2026-10-05T10:00Z", published_at="2026-10-05T10:00Z",
        )  # fmt: skip
        Application.objects.visible_to(System()).filter(pk=number).update(version=made)


def test_what_is_agreed_to_stands_in_what_is_signed(north: Cast, client_of: Any) -> None:
    client = client_of(north.grandmother)
    number = begun(client, north)
    statement = {"en": "Walks with the class.", "es": "Camina con la clase."}
    asks_too(north, number, {
        "key": "trips", "kind": "statement", "label": {"en": "Trips", "es": "Salidas"},
        "statement": statement, "consent": "one",
    })  # fmt: skip
    complete(client, north, number)
    home = parts(north, number, "household")[0]
    said(client, page_of(number, home, "home"), **{f"{home.pk}-{key}": value for key, value in {
        "address-street": "4 Hill Rd", "address-city": "Columbia", "address-state": "MO",
        "address-postal_code": "65201", "trips-agreed": "yes", "trips-initials": "HT",
    }.items()})  # fmt: skip
    client.post("/north/account/language/", {"language": "es", "next": "/north/family/"})
    client.post(f"{HOME}{number}/review/", {"agree": "on", "typed": "Hana Tanaka"})
    with in_all(north):
        (signature,) = Signature.objects.visible_to(System()).filter(application=number)
    assert "Camina con la clase." in bytes(signature.content).decode()
    client.post("/north/account/language/", {"language": "en", "next": "/north/family/"})
    words = _paper(client.get(f"{HOME}{number}/copy/").content)
    assert "Camina con la clase." in words
    assert "Firma" in words and "Signature" not in words, "the signer’s language, whoever looks"


def test_a_paper_that_can_come_later_is_said_to_on_each_page(north: Cast, client_of: Any) -> None:
    client = client_of(north.grandmother)
    number = begun(client, north)
    paper = {"key": "lease", "kind": "file", "label": {"en": "Your lease"}, "proof": True}
    asks_too(north, number, paper)
    complete(client, north, number)
    home = parts(north, number, "household")[0]
    assert "Your lease <span" in client.get(page_of(number, home, "home")).content.decode()
    assert "(can come later)" in client.get(page_of(number, home, "home")).content.decode()
    for url in (f"{HOME}{number}/", f"{HOME}{number}/review/"):
        shown = client.get(url).content.decode()
        assert "The school must still see these papers" in shown
        assert "<li>Your lease</li>" in shown
    assert "A paper can follow" in client.get(f"{HOME}{number}/").content.decode()
    client.post(f"{HOME}{number}/review/", {"agree": "on", "typed": "Hana Tanaka"})
    sent = client.get(f"{HOME}{number}/").content.decode()
    assert "Your lease" in sent
    children = len(parts(north, number, "student"))
    assert sent.count("It still needs papers from you") == children, "each child needs the lease"
    assert "You need not do anything now" not in sent


def test_the_review_shows_what_is_new_and_folds_the_rest_away_once_for_each(
    north: Cast, client_of: Any
) -> None:
    client = client_of(north.grandmother)
    number = begun_and_filled(client, north)
    child = parts(north, number, "student")[0]
    with in_all(north):
        family, born = child.person.family_name, str(child.person.born_on)
    said(client, page_of(number, child, "child"), **{
        f"{child.pk}-given_name": "Kai", f"{child.pk}-family_name": family,
        f"{child.pk}-born_on": born, f"{child.pk}-grade": "11",
        f"{child.pk}-school": str(north.rows["high"].pk),
    })  # fmt: skip
    said(client, page_of(number, child, "health"), **{f"{child.pk}-allergies": "Bees"})
    page = client.get(f"{HOME}{number}/review/").content.decode()
    new, folded = page.split("As before", 1)
    assert "Kai" in new and "Bees" in new
    lines = re.findall(r'<tr><th scope="row">.*?</tr>', new, re.DOTALL)
    assert not [line for line in lines if f'<td data-label="You say">{family}</td>' in line]
    assert family in folded
    assert "Changed" in next(line for line in lines if "Kai" in line)
    assert "Changed" not in next(line for line in lines if "Bees" in line), "it is answered"
    people = re.findall(r"<summary>(.*?)</summary>", folded, re.DOTALL)
    assert len(people) == len(set(people))


def test_what_was_sent_changes_no_more(north: Cast, client_of: Any) -> None:
    client = client_of(north.mother)
    number = north.rows["app_rivera"].pk
    part = north.rows["part_rivera0"]
    url = page_of(number, part, "child")
    assert client.post(url, {"do": "next", f"{part.pk}-given_name": "Another"}).status_code == 302
    kept = answer(north, part, "given_name")
    assert kept and str(kept.value).startswith("Ben")


def test_one_child_is_taken_back(north: Cast, client_of: Any) -> None:
    client = client_of(north.mother)
    number, child = north.rows["app_rivera"].pk, north.rows["candidate_rivera0"].pk
    assert client.post(f"{HOME}{number}/withdraw/", {"child": child}).status_code == 302
    with in_all(north):
        states = Candidate.objects.visible_to(System()).filter(application=number)
        found = {one.pk: one.state for one in states}
    assert found[child] == "withdrawn"
    assert set(found.values()) == {"withdrawn", "sent"}


def test_whom_the_form_asks_nothing_about_is_added_without_a_page(
    north: Cast, client_of: Any
) -> None:
    client = client_of(north.grandmother)
    number = begun(client, north)
    answer = client.post(f"{HOME}{number}/add/", {"kind": "contact"})
    assert answer.headers["Location"] == f"{HOME}{number}/"
    assert parts(north, number, "contact")
