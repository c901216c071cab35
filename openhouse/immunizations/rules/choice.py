"""Which of several series a child is on (CDSi section 8)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from openhouse.immunizations.rules.dates import after
from openhouse.immunizations.rules.evaluation import Evaluated
from openhouse.immunizations.rules.forecast import Forecast, Status
from openhouse.immunizations.rules.history import Patient
from openhouse.immunizations.rules.schedule import EVALUATION_ONLY


@dataclass(frozen=True, slots=True)
class Course:
    """One series for one child: evaluated, and what it asks for next."""

    state: Evaluated
    forecast: Forecast

    @property
    def is_complete(self) -> bool:
        return self.forecast.status is Status.COMPLETE

    @property
    def is_in_process(self) -> bool:
        return self.state.valid > 0 and self.forecast.status is Status.NOT_COMPLETE

    @property
    def left(self) -> int:
        return len(self.state.series.doses) - self.state.next_dose + 1

    @property
    def is_product_with_all_valid(self) -> bool:
        return self.state.series.is_product and all(each.counts for each in self.state.judged)


def best_courses(
    patient: Patient, states: Iterable[Evaluated], forecast_of: Callable[[Evaluated], Forecast]
) -> list[Course]:
    """The series that speak for an antigen, one of each group of series (section 8.8).

    Only those that may be chosen are forecast: of ten series of hepatitis B one or two.
    """
    groups: dict[str, list[Evaluated]] = {}
    for state in states:
        groups.setdefault(state.series.series_group, []).append(state)
    prioritized = [_prioritized(patient, group, forecast_of) for group in groups.values()]
    chosen = [course for course in prioritized if course is not None]
    return [course for course in chosen if _is_best(course, chosen)]


def _is_best(course: Course, chosen: Sequence[Course]) -> bool:
    if course.is_complete:
        return True
    series = course.state.series
    equivalent = [
        each for each in chosen if each.state.series.series_group in series.equivalent_groups
    ]
    return not any(each.is_complete for each in equivalent) and series.kind != EVALUATION_ONLY


def _prioritized(
    patient: Patient, group: Sequence[Evaluated], forecast_of: Callable[[Evaluated], Forecast]
) -> Course | None:
    """Section 8.2: the only one, the complete one, the one begun, the usual one, or the best."""
    courses = [
        Course(each, forecast_of(each)) for each in group if _is_scorable(patient, each, group)
    ]
    scorable = [
        each for each in courses if each.is_complete or each.state.series.kind != EVALUATION_ONLY
    ]
    complete = [each for each in scorable if each.is_complete]
    begun = [each for each in scorable if each.is_in_process]
    if complete:
        return _most_complete(complete)
    if begun:
        return _best_of(begun, _points_begun)
    default = next((each for each in group if each.series.is_default), None)
    if default is not None:
        return Course(default, forecast_of(default))
    return _best_of(scorable, _points_not_begun) if scorable else None


def _is_scorable(patient: Patient, state: Evaluated, group: Sequence[Evaluated]) -> bool:
    """SELECTSCORE-2, for series that are for everybody.

    A contraindication is here of all series of an antigen, so it sets none of them apart; a series
    for evaluation only counts once it is complete, which its forecast says.
    """
    series = state.series
    if series.kind == EVALUATION_ONLY:
        return True
    first = state.first_valid_on
    if first is not None:
        return series.maximum_start is None or first < after(patient.born_on, series.maximum_start)
    begun = any(each.valid for each in group)
    return not begun and not any(each.series.is_default for each in group)


def _most_complete(courses: Sequence[Course]) -> Course:
    """Table 8-7: most doses that count; among equals the preferred."""
    return min(courses, key=lambda each: (-each.state.valid, each.state.series.preference))


def _best_of(
    courses: Sequence[Course], points: Callable[[Course, Sequence[Course]], int]
) -> Course:
    """Section 8.7: most points; among equals the preferred."""
    return min(courses, key=lambda each: (-points(each, courses), each.state.series.preference))


def _award(course: Course, courses: Sequence[Course], value: Callable[[Course], int]) -> int:
    """1 for the highest alone, 0 when shared, -1 for the others."""
    top = max(value(each) for each in courses)
    if value(course) < top:
        return -1
    return int(sum(value(each) == top for each in courses) == 1)


def _points_begun(course: Course, courses: Sequence[Course]) -> int:
    """Table 8-9."""
    product = 2 if course.is_product_with_all_valid else -2
    completable = 3 if course.forecast.is_completable else -3
    return (
        product
        + completable
        + 2 * _award(course, courses, lambda each: each.state.valid)
        + 2 * _award(course, courses, lambda each: -each.left)
        + _award(course, courses, _finish_rank)
    )


def _finish_rank(course: Course) -> int:
    """Higher is earlier; a series that cannot be finished ranks last (SELECTB-11)."""
    finishes = course.forecast.finishes
    if finishes is None or not course.forecast.is_completable:
        return -(1 << 30)
    return -finishes.toordinal()


def _points_not_begun(course: Course, courses: Sequence[Course]) -> int:
    """Table 8-11."""
    return (
        _award(course, courses, _start_rank)
        + (1 if course.forecast.is_completable else -1)
        + (-1 if course.state.series.is_product else 1)
    )


def _start_rank(course: Course) -> int:
    earliest = course.forecast.earliest
    return -(1 << 30) if earliest is None else -earliest.toordinal()
