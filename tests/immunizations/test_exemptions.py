"""Which exemptions a state knows, which need a last day, and what is said of one that has none."""

from datetime import date

import pytest

from openhouse.access.viewer import System
from openhouse.immunizations.models import Exemption
from openhouse.immunizations.models_district import HealthRules
from openhouse.immunizations.requirements import rule_book, rule_books
from openhouse.immunizations.rules.book import RuleBook
from openhouse.immunizations.rules.counts import COLUMNS, yearly_counts
from openhouse.immunizations.rules.excuses import PROOF, Waiver
from openhouse.immunizations.rules.history import Given
from openhouse.immunizations.rules.school import Standing, VaccineStanding
from openhouse.immunizations.rules.student import Facts, judged
from openhouse.immunizations.schedules import current_schedule
from openhouse.immunizations.standings import Stands
from openhouse.ledger.models import Change
from openhouse.people.models import Enrollment
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.immunizations.test_nurse import at, family_page

ON = date(2026, 10, 5)
KINDS = {*Exemption.Kind.values} - {PROOF}


def stands(grade: str, *waivers: Waiver, on: date = ON, given: tuple[Given, ...] = ()):
    facts = Facts(date(2021, 3, 1), "F", grade, ON, None, given, waivers)
    return judged(facts, current_schedule(), rule_book("MO", on), on)


@pytest.mark.parametrize(
    ("kind", "grade", "standing"),
    [
        ("conscience", "PK", Standing.EXEMPT),
        ("conscience", "KG", Standing.NOT_COMPLIANT),
        ("conscience", "12", Standing.NOT_COMPLIANT),
        ("religious", "PK", Standing.EXEMPT),
        ("religious", "KG", Standing.EXEMPT),
        ("medical", "12", Standing.EXEMPT),
        ("proof", "KG", Standing.NOT_COMPLIANT),
    ],
)
def test_an_exemption_excuses_only_in_grades_whose_rules_know_it(kind, grade, standing):
    now = stands(grade, Waiver(kind, "", date(2026, 9, 1), None)).now
    assert now is not None
    assert now.standing is standing


def test_a_parents_own_exemption_ends_with_preschool():
    found = stands("PK", Waiver("conscience", "", date(2026, 9, 1), None))
    assert found.now and found.now.standing is Standing.EXEMPT
    assert found.coming and found.coming.standing is Standing.NOT_COMPLIANT


def test_every_file_says_which_exemptions_there_are_by_names_that_the_house_knows():
    for book in rule_books():
        named = {each.kind for each in book.exemptions}
        assert {"medical", "religious"} <= named <= KINDS, book.name
    assert not rule_book("WY", ON).allows("conscience", "PK")


def test_a_file_can_ask_for_the_last_day_of_a_kind():
    entry = {"state": "XX", "name": "X", "since": "2026-01-01", "sources": ["law"]}
    exemptions = [{"kind": "medical", "must_end": True}, {"kind": "religious"}]
    book = RuleBook.read(entry | {"requirements": [], "exemptions": exemptions})
    assert book.must_end == {"medical"}


def test_a_proof_that_has_run_out_proves_no_more():
    proof = Waiver(PROOF, "Varicella", date(2026, 1, 1), date(2026, 9, 30))
    before, after = (stands("KG", proof, on=day).now for day in (date(2026, 9, 30), ON))
    assert before and after
    assert "Varicella" not in {each.vaccine for each in before.missing}
    line = next(each for each in after.missing if each.vaccine == "Varicella")
    assert line.lapsed_on == date(2026, 9, 30)


def test_the_yearly_count_counts_conscience_apart_from_belief():
    waiver = Waiver("conscience", "", ON, None)
    line = VaccineStanding("MMR", Standing.EXEMPT, 0, 1, 1, waiver=waiver)
    (count,) = yearly_counts([Stands(1, "A", "PK", "School", True, (line,))])
    numbers = dict(zip(COLUMNS, count.numbers, strict=True))
    assert (numbers["enrolled"], numbers["conscience"], numbers["religious"]) == (1, 1, 0)


def say(cast: Cast, child: str, **said: str) -> str:
    known = {"kind": "religious", "vaccine": "", "given_on": "9/1/26", "expires_on": ""} | said
    sent = {"form": "exemption"} | {f"exemption-{key}": value for key, value in known.items()}
    client = HouseClient.signed_in(cast.nurse)
    return words_of(client.post(at(cast, child), sent, follow=True))


def put_into(cast: Cast, child: str, grade: str) -> None:
    with in_all(cast):
        rows = Enrollment.objects.visible_to(System())
        assert rows.filter(student_id=cast.persons[child].id).update(grade_level=grade)


def decide(cast: Cast, **said: str) -> str:
    client = HouseClient.signed_in(cast.admin)
    shown = dict.fromkeys(("shows_conditions", "shows_medication", "shows_visits"), "on")
    return words_of(client.post("/north/staff/immunizations/rules/", shown | said, follow=True))


@pytest.mark.django_db
def test_a_nurse_enters_conscience_only_where_the_state_knows_it(north: Cast) -> None:
    page = HouseClient.signed_in(north.nurse).get(at(north, "cai")).content.decode()
    assert 'value="religious"' in page and 'value="conscience"' not in page
    refused = say(north, "cai", kind="conscience")
    assert "know no such exemption in this grade. Choose another kind." in refused
    put_into(north, "cai", "PK")
    assert "Saved." in say(north, "cai", kind="conscience")
    read = "Exemption of conscience (the parents’ own) (all vaccines)"
    assert read in family_page(north, "grandmother", "cai")
    put_into(north, "cai", "KG")
    page = words_of(HouseClient.signed_in(north.nurse).get(at(north, "cai")))
    assert "Excuses nothing in this grade" in page and "or for another form" in page
    family = family_page(north, "grandmother", "cai")
    assert "in this grade the school rules do not know it" in family
    assert "Something is missing" in family


@pytest.mark.django_db
def test_where_the_district_asks_for_a_last_day_none_is_entered_without(north: Cast) -> None:
    assert "Saved." in say(north, "cai")
    assert "Saved." in decide(north, religious_ends="on", proof_ends="on")
    refused = say(north, "cai", given_on="9/2/26")
    assert "Say until when it holds" in refused
    assert "Say until when it holds" in say(north, "cai", kind="proof", vaccine="MMR")
    assert "Needed for: Religious exemption" in refused
    assert "Saved." in say(north, "cai", kind="medical", given_on="9/2/26")
    assert "Saved." in say(north, "cai", given_on="9/2/26", expires_on="6/1/27")


@pytest.mark.django_db
def test_one_without_its_last_day_holds_on_and_is_mended_with_what_it_was(north: Cast) -> None:
    say(north, "cai")
    decide(north, religious_ends="on")
    page = words_of(HouseClient.signed_in(north.nurse).get(at(north, "cai")))
    assert "Its last day is missing" in page and "Exempt" in page
    family = family_page(north, "grandmother", "cai")
    assert "its last day is not on file, and one is asked for now. Tell the school nurse" in family
    mended = say(north, "cai", expires_on="5/28/27")
    assert "Its last day is missing" not in mended and "until May 28, 2027" in mended
    with in_all(north):
        rows = Exemption.objects.visible_to(System()).filter(student_id=north.cai.id)
        assert [each.expires_on for each in rows] == [date(2027, 5, 28)]
        line = Change.objects.filter(kind="immunization.exemption_changed").latest("id")
    assert (line.actor_id, "expires_on" in line.before) == (north.nurse.id, False)
    assert line.after["expires_on"] == "2027-05-28"


@pytest.mark.django_db
def test_what_the_district_decides_is_kept_and_written_down(north: Cast) -> None:
    decide(north, medical_ends="on")
    decide(north, medical_ends="on")
    with in_all(north):
        assert HealthRules.objects.get().must_end == {"medical"}
        (line,) = Change.objects.filter(kind="rules.health")
    assert (line.before, line.after) == ({"medical_ends": False}, {"medical_ends": True})
