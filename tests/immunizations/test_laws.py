"""What holds for every child and every pile of doses, however odd."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from openhouse.immunizations.rules.dates import after
from openhouse.immunizations.rules.forecast import Status
from openhouse.immunizations.rules.history import Given, Patient, Verdict
from openhouse.immunizations.rules.outlook import outlook
from openhouse.immunizations.schedules import current_schedule

SCHEDULE = current_schedule()
SEEN_ON = date(2026, 11, 27)
BORN = st.dates(date(2008, 1, 1), date(2025, 6, 1))
CVX = st.sampled_from(
    ["03", "94", "21", "08", "43", "20", "107", "110", "120", "10", "115", "09", "114", "165", "83"]
)
PILE = st.lists(st.tuples(st.integers(-40, 17 * 365), CVX), max_size=14)


def doses_of(born, pile):
    days = [(min(born + timedelta(days=age), SEEN_ON), cvx) for age, cvx in pile]
    return [Given(day, cvx) for day, cvx in days]


@settings(max_examples=150, deadline=None)
@given(BORN, PILE, st.randoms())
def test_the_order_of_doses_does_not_matter(born, pile, random):
    patient, doses = Patient(born, "Male"), doses_of(born, pile)
    first = outlook(SCHEDULE, patient, doses, SEEN_ON)
    random.shuffle(doses)
    assert outlook(SCHEDULE, patient, doses, SEEN_ON) == first


@settings(max_examples=150, deadline=None)
@given(BORN, PILE)
def test_dates_of_a_forecast_stand_in_their_order(born, pile):
    for group in outlook(SCHEDULE, Patient(born), doses_of(born, pile), SEEN_ON).values():
        found = group.forecast
        if found.status is not Status.NOT_COMPLETE:
            assert (found.earliest, found.recommended, found.past_due) == (None, None, None)
            continue
        assert found.earliest is not None
        assert born <= found.earliest <= found.recommended
        assert found.past_due is None or found.past_due >= found.earliest


@settings(max_examples=150, deadline=None)
@given(BORN, PILE)
def test_no_dose_is_asked_for_before_its_minimum_age(born, pile):
    for group in outlook(SCHEDULE, Patient(born), doses_of(born, pile), SEEN_ON).values():
        for antigen in group.antigens:
            earliest = antigen.forecast.earliest
            if earliest is None:
                continue
            series = next(
                each
                for each in SCHEDULE.antigens[antigen.antigen].series
                if each.name == antigen.series
            )
            ages = [dose.age_on(SEEN_ON) for dose in series.doses]
            least = [after(born, age.minimum) for age in ages if age and age.minimum]
            assert not least or earliest >= min(least)


@settings(max_examples=150, deadline=None)
@given(BORN, PILE, CVX)
def test_one_more_dose_never_makes_what_is_complete_incomplete(born, pile, cvx):
    """Given after all others; one in between may well make a later one too early."""
    patient, doses = Patient(born, "Female"), doses_of(born, pile)
    before = outlook(SCHEDULE, patient, doses, SEEN_ON)
    later = outlook(SCHEDULE, patient, [*doses, Given(SEEN_ON, cvx)], SEEN_ON)
    for group, found in before.items():
        if found.forecast.status is Status.COMPLETE:
            assert later[group].forecast.status is Status.COMPLETE, group


@settings(max_examples=150, deadline=None)
@given(BORN, PILE)
def test_every_dose_against_an_antigen_is_judged_once_and_a_reason_is_given(born, pile):
    doses = doses_of(born, pile)
    for group in outlook(SCHEDULE, Patient(born), doses, SEEN_ON).values():
        for antigen in group.antigens:
            against = [
                each
                for each in sorted(doses)
                if antigen.antigen in {name for name, _, _ in SCHEDULE.vaccines[each.cvx]}
            ]
            assert [each.dose for each in antigen.judged] == against
            assert all(each.reason or each.verdict is Verdict.VALID for each in antigen.judged)
