"""Who opens the nurse's pages, a student's record there, and a family's card; no lock alone."""

from typing import Any

import pytest

from openhouse.access.enter import Address, enter
from openhouse.access.viewer import viewer_from
from openhouse.immunizations.models import Appointment, CardUpload, Dose, Exemption, KeptStanding
from openhouse.immunizations.models_care import Condition, Medication, Remark, Visit
from tests.access import healths, matrix
from tests.access.walk import Visitor, address, outcome, words_on
from tests.cast import ACCOUNTS, NURSES, SEES, Cast

pytestmark = pytest.mark.django_db
EVERYBODY = ("nobody", *ACCOUNTS)


@pytest.mark.parametrize("name", EVERYBODY)
def test_nurses_pages_open_to_nurses(name: str, north: Cast, south: Cast) -> None:
    client, wrong = Visitor.of(north, name), []
    urls = [
        (address("north", page), expected)
        for page, expected in matrix.table(healths.OF_NURSES)[name].items()
    ]
    others = {"away": south.ben.id, "none": 2**62}
    for key, expected in matrix.table(healths.STUDENTS)[name].items():
        student = others.get(key) or north.persons[key].id
        urls += [(address("north", page, student), expected) for page in healths.ABOUT_A_STUDENT]
    for url, expected in urls:
        answer = client.get(url)
        if (got := outcome(answer, "north", url)) != expected:
            wrong.append(f"{url}: {got}, not {expected}")
        wrong += [
            f"{url}: shows {word.table} {word.key}"
            for word in words_on(answer)
            if not (word.public or word.staff is None or name in word.staff)
        ]
    assert wrong == []


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_card_opens_to_who_sent_it_and_to_the_nurse(name: str, north: Cast, south: Cast) -> None:
    client, wrong = Visitor.of(north, name), []
    for grid, page in (
        (healths.CARDS_OF_NURSES, "nurse-card-file"),
        (healths.CARDS_OF_NURSES, "nurse-card"),
        (healths.CARDS_OF_FAMILIES, "immunization-card-file"),
    ):
        for key, expected in matrix.table(grid)[name].items():
            card: Any = south.rows["card_ben"] if key == "away" else north.rows[key]
            url = address("north", page, card.student_id, card.pk)
            if (got := outcome(client.get(url), "north", url)) != expected:
                wrong.append(f"{page} {key}: {got}, not {expected}")
    assert wrong == []


@pytest.mark.parametrize("name", EVERYBODY)
def test_what_a_nurse_keeps_opens_to_the_nurse_of_the_students_school(
    name: str, north: Cast, south: Cast
) -> None:
    client, wrong = Visitor.of(north, name), []
    opens = matrix.table(healths.STUDENTS)[name]
    for what in healths.KEPT:
        for key in (*healths.KEPT_OF, "away"):
            row: Any = (south.rows if key == "away" else north.rows)[
                f"{what}_{'ben' if key == 'away' else key}"
            ]
            url = address("north", "nurse-care-entry", row.student_id, what, row.pk)
            if (got := outcome(client.get(url), "north", url)) != opens[key]:
                wrong.append(f"{url} of {key}: {got}, not {opens[key]}")
            elsewhere = address("north", "nurse-care-entry", north.mia.id, what, row.pk)
            if outcome(client.get(elsewhere), "north", elsewhere) == "200":
                wrong.append(f"{elsewhere}: opens as another student's")
    assert wrong == []


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_record_is_issued_to_its_own_family(name: str, north: Cast, south: Cast) -> None:
    """Like the page itself, posted: whoever may not open the one gets the other's answer."""
    client, wrong = Visitor.of(north, name), []
    for key in ("ben", "ana", "leo", "away"):
        student = south.ben.id if key == "away" else north.persons[key].id
        page = address("north", "immunizations", student)
        url = address("north", "immunization-paper", student)
        expected = outcome(client.get(page), "north", page)
        got = outcome(client.post(url), "north", url)
        issued = got.startswith(f"/north/family/{student}/papers/")
        if issued != (expected == "200") or not (issued or got == expected):
            wrong.append(f"{url} of {key}: {got}, and the page {expected}")
    assert wrong == []


@pytest.mark.parametrize("name", ["teacher", "clerk", "mother", "teacher_mother", "nurse"])
def test_nothing_is_taken_off_a_record_but_by_its_nurse(name: str, north: Cast) -> None:
    row = north.rows["dose_leo_11"]  # of a school that is not the nurse's
    url = address("north", "nurse-remove-dose", row.student_id, row.pk)
    assert Visitor.of(north, name).post(url).status_code in (403, 404)


@pytest.mark.parametrize("hat", ["family", "staff", "office"])
@pytest.mark.parametrize("name", ACCOUNTS)
def test_the_second_lock_alone_keeps_health(name: str, hat: str, north: Cast) -> None:
    """What ``visible_to`` asks for, before the wall has said a word: the SQL names its students."""
    entry = enter(Address("north", hat), north.persons[name].account)  # type: ignore[arg-type]
    assert entry is not None
    viewer = viewer_from(entry, hat)  # type: ignore[arg-type]
    allowed = {"family": SEES, "staff": NURSES}.get(hat, {}).get(name, ())
    may = {north.persons[key].id for key in allowed}
    kept = (Condition, Medication, Visit, Remark)
    for model in (Dose, Exemption, Appointment, CardUpload, KeptStanding, *kept):
        rows = model.objects.visible_to(viewer)
        assert {each.student_id for each in rows} <= may
        if not may:
            assert rows.query.is_empty() or not rows.exists()
