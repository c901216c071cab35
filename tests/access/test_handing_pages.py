"""Pages of work that is handed in: the student's, her family's, and her class's teacher's."""

from typing import Any

import pytest

from tests.access import gradebooks
from tests.access.walk import Visitor, address, outcome, words_on
from tests.cast import ACCOUNTS, HOLDS, Cast

pytestmark = pytest.mark.django_db
EVERYBODY = ("nobody", *ACCOUNTS)
FAMILY = ("mother", "ben")


def places(here: Cast, there: Cast) -> dict[str, tuple[int, int, str]]:
    """Student, piece of work, and which hand-in's file: ben's, cai's of the same work, another
    district's."""
    work = here.rows["work_turned_in"].pk
    return {
        "ben": (here.ben.id, work, "hand_in_ben"),
        "cai": (here.persons["cai"].id, work, "hand_in_ben"),
        "away": (here.ben.id, there.rows["work_turned_in"].pk, "hand_in_ben"),
        "none": (here.ben.id, 2**62, "hand_in_ben"),
        "back": (here.ben.id, here.rows["work_due_tomorrow"].pk, "hand_in_back"),
    }


def expected_at_home(name: str, key: str) -> dict[str, str]:
    """What each page answers."""
    if name == "nobody":
        return dict.fromkeys(gradebooks.OF_HANDING_IN, "in")
    if name in HOLDS and name != "teacher_mother":
        return dict.fromkeys(gradebooks.OF_HANDING_IN, "403")
    hers = name in FAMILY and key in ("ben", "back")
    page = hers or (name == "grandmother" and key == "cai")
    return {
        "hand-in": "200" if page else "404",
        "hand-in-file": "200" if hers else "404",
        "hand-in-take-back": "405",
    }


def strange(answer: Any, name: str, whose: str) -> list[str]:
    """The words on a page that are not its reader's."""
    found = []
    for word in words_on(answer):
        who = word.families if whose == "families" else word.staff
        if not (word.public or who is None or name in who):
            found.append(f"shows {word.table} {word.key}")
    return found


@pytest.mark.parametrize("name", EVERYBODY)
def test_what_was_handed_in_opens_to_the_students_family(
    name: str, north: Cast, south: Cast
) -> None:
    client, wrong = Visitor.of(north, name), []
    for key, (student, work, file) in places(north, south).items():
        for page, comes in expected_at_home(name, key).items():
            more = [north.rows[f"{file}_file"].pk] if page == "hand-in-file" else []
            url = address("north", page, student, north.rows["algebra"].pk, work, *more)
            answer = client.get(url)
            got = outcome(answer, "north", url)
            if got != comes and not (got == "405" and page == "hand-in-take-back"):
                wrong.append(f"{page} {key}: {got}, not {comes}")
            wrong += [f"{page} {key}: {said}" for said in strange(answer, name, "families")]
    assert wrong == []


@pytest.mark.parametrize("name", [one for one in EVERYBODY if one != "ben"])
def test_nobody_hands_in_or_takes_back_for_a_student(name: str, north: Cast, south: Cast) -> None:
    client, wrong = Visitor.of(north, name), []
    for key, (student, work, _file) in places(north, south).items():
        for page in ("hand-in", "hand-in-take-back"):
            url = address("north", page, student, north.rows["algebra"].pk, work)
            got = outcome(client.post(url, {"words": "For her"}), "north", url)
            if got not in ("in", "403", "404"):
                wrong.append(f"{page} {key}: {got}")
    assert wrong == []


@pytest.mark.parametrize("name", EVERYBODY)
def test_what_a_class_handed_in_opens_to_its_teacher(name: str, north: Cast, south: Cast) -> None:
    client, wrong = Visitor.of(north, name), []
    for key, (student, work, file) in places(north, south).items():
        for page in gradebooks.OF_A_CLASSES_HANDING_IN:
            for section in ("algebra", "biology"):
                more = [north.rows[f"{file}_file"].pk] if page == "handed-in-file" else []
                number = north.rows[section].pk
                url = address("north", page, number, work, student, *more)
                by_rubric = page == "handed-in" and key == "cai"  # who has handed in nothing
                hers = (name, section) == ("teacher", "algebra")
                opens = hers and (key == "ben" or by_rubric)
                comes = "200" if opens else "404"
                if name not in gradebooks.TEACHES:
                    comes = "in" if name == "nobody" else "403"
                answer = client.get(url)
                if (got := outcome(answer, "north", url)) != comes:
                    wrong.append(f"{page} {key} of {section}: {got}, not {comes}")
                wrong += [f"{page} {key}: {said}" for said in strange(answer, name, "staff")]
    assert wrong == []
