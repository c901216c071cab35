"""How all students of a school stand today: kept once reckoned, and shown only while it is true.

To judge one student takes a millisecond and a half, a school of 1,500 some seconds: no page waits
for that. So what was reckoned is kept (``keeping``) beside a digest of all that it was reckoned of:
doses, exemptions, appointments, enrollment, birthday, the first days of school, the state's rules,
the day. Each page makes the digests anew, and shows what still has the same; the few that have not
it reckons for itself, many it leaves to the worker and says so (decision 0022).

One statement answers both the digest and what it is of, so that nothing is ever kept beside the
digest of something else. Nothing here writes.
"""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from openhouse.access.viewer import System, Viewer
from openhouse.common.rows import array, from_json, rows
from openhouse.common.scope import Sees, as_the_house
from openhouse.immunizations.queries import students_nursed
from openhouse.immunizations.requirements import rule_book
from openhouse.immunizations.rules.course import Step
from openhouse.immunizations.rules.excuses import Visit, Waiver
from openhouse.immunizations.rules.history import Given
from openhouse.immunizations.rules.school import Standing, VaccineStanding
from openhouse.immunizations.rules.student import Facts, judged
from openhouse.immunizations.schedules import current_schedule
from openhouse.people.guard import seen

#: So many a page reckons itself.
AT_ONCE = 40
#: Where each of some students goes to school on a day, what decides how she stands (``said``), or
#: what is kept of that very same. The home school comes before another, and the first days
#: of school are those of this year and the next, as ``queries`` has both.
_NOW = """
WITH at AS MATERIALIZED (
    SELECT o.id, o.place, e.grade_level, e.school_id
    FROM unnest(%(students)s::bigint[]) WITH ORDINALITY AS o (id, place)
    JOIN LATERAL (
        -- her home school, as people.queries.home_first says it
        SELECT r.* FROM people_enrollment r JOIN districts_school h ON h.id = r.school_id
        WHERE r.student_id = o.id AND coalesce(r.starts_on <= %(on)s, true)
          AND coalesce(r.ends_on >= %(on)s, true)
        ORDER BY r."primary" DESC, r.starts_on DESC NULLS LAST, h.name, r.id LIMIT 1
    ) e ON true
), schools AS MATERIALIZED (
    SELECT c.id, c.name, (
        SELECT json_agg(q.first ORDER BY q.starts_on) FROM (
            SELECT y.starts_on, coalesce((
                SELECT min(d.on) FROM districts_day d
                WHERE d.school_year_id = y.id AND d.instructional
            ), y.starts_on) AS first
            FROM districts_schoolyear y
            WHERE y.school_id = c.id AND y.ends_on >= %(on)s
            ORDER BY y.starts_on LIMIT 2
        ) q
    ) AS begins
    FROM districts_school c WHERE c.id IN (SELECT school_id FROM at)
), files AS (
    SELECT at.id, at.place, at.grade_level, c.name AS school,
        concat_ws(' ', coalesce(nullif(n.preferred_name, ''), n.given_name), n.family_name) AS name,
        json_build_array(n.born_on, n.sex, at.grade_level, c.begins,
            (SELECT json_agg(json_build_array(d.given_on, d.cvx, d.trade, d.id) ORDER BY d.id)
             FROM immunizations_dose d WHERE d.student_id = at.id),
            (SELECT json_agg(json_build_array(x.kind, x.vaccine, x.given_on, x.expires_on)
                ORDER BY x.given_on, x.id)
             FROM immunizations_exemption x WHERE x.student_id = at.id),
            (SELECT json_agg(json_build_array(v.vaccine, v.on, v.was_kept) ORDER BY v.on, v.id)
             FROM immunizations_appointment v WHERE v.student_id = at.id)
        )::text AS said
    FROM at JOIN people_person n ON n.id = at.id JOIN schools c ON c.id = at.school_id
), digests AS (
    SELECT *, md5(said) || ':' || %(around)s AS made_of FROM files
)
SELECT f.id, f.name, f.grade_level, f.school, f.made_of,
    CASE WHEN k.id IS NULL THEN f.said END, k.found
FROM digests f
LEFT JOIN immunizations_keptstanding k ON k.student_id = f.id AND k.made_of = f.made_of
ORDER BY f.place
"""


@dataclass(frozen=True, slots=True)
class Stands:
    """How a student stands today. ``vaccines`` is None where the birthday is not known."""

    student: int
    name: str
    grade: str
    school_name: str
    has_record: bool
    vaccines: tuple[VaccineStanding, ...] | None


class Found(NamedTuple):
    """The standings of some students, and whose are still to be reckoned."""

    stands: list[Stands]
    waiting: list[int]

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many are known, how many wait, and all."""
        known, late = len(self.stands), len(self.waiting)
        return known, late, known + late


class _Now(NamedTuple):
    """A student of ``_NOW``."""

    student: int
    name: str
    grade: str
    school_name: str
    made_of: str
    #: What decides how she stands, as JSON; None where that was kept, in ``kept``.
    said: str | None
    kept: Any


class Reckoned(NamedTuple):
    """What is to be kept of a student, and of what it was reckoned."""

    student: int
    made_of: str
    found: dict[str, Any]


def standings(viewer: Viewer, schools: Collection[int], state: str, on: date) -> Found:
    """How every student of some of her schools stands on a day, by name."""
    students = students_nursed(viewer, schools, on)
    with as_the_house():
        return standings_of(System(), students, state, on)


def standings_on(viewer: Viewer, schools: Collection[int], state: str, on: date) -> list[Stands]:
    """The same on another day than today, whole: all of it reckoned here."""
    with as_the_house():
        students = students_nursed(viewer, schools, on)
        now = _now(System(), students, state, on)
    return [_stands(each, _found(each, state, on)) for each in now]


def standings_of(viewer: Sees, students: Sequence[int], state: str, on: date) -> Found:
    """The same of *students*, in their order; a few that are not kept are reckoned."""
    now = _now(viewer, students, state, on)
    late = {each.student for each in now if each.said is not None}
    if len(late) <= AT_ONCE:
        late = set()
    stands = [_stands(each, _found(each, state, on)) for each in now if each.student not in late]
    return Found(stands, [each.student for each in now if each.student in late])


def reckoned(viewer: Sees, students: Sequence[int], state: str, on: date) -> list[Reckoned]:
    """The standings of those of *students* of whom today's is not kept."""
    now = _now(viewer, students, state, on)
    stale = [each for each in now if each.said is not None]
    return [Reckoned(each.student, each.made_of, _found(each, state, on)) for each in stale]


def _now(viewer: Sees, students: Sequence[int], state: str, on: date) -> list[_Now]:
    around = hashlib.sha256(repr((_rules(), state, on)).encode()).hexdigest()[:32]
    values = {"students": array(seen(viewer, students)), "on": on, "around": around}
    return [_Now(*row) for row in rows(_NOW, values)]


@cache
def _rules() -> str:
    """A digest of this app as this release has it: logic, schedule, what states ask for, and the
    shape in which a standing is kept."""
    digest, home = hashlib.sha256(), Path(__file__).parent
    for shape in ("**/*.py", "**/*.json"):
        for path in sorted(home.glob(shape)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _found(now: _Now, state: str, on: date) -> dict[str, Any]:
    """What is kept of a student, or would be: JSON."""
    if now.said is None:
        kept: dict[str, Any] = from_json(now.kept)
        return kept
    facts = _facts(json.loads(now.said))
    found = judged(facts, current_schedule(), rule_book(state, on), on, only_asked=True)
    lines = [asdict(line) for line in found.now.vaccines] if found.now else None
    said = {"record": facts.has_record, "vaccines": lines}
    plain: dict[str, Any] = json.loads(json.dumps(said, default=date.isoformat))
    return plain


def _facts(said: list[Any]) -> Facts:
    """The file of a student as ``_NOW`` writes it."""
    born_on, sex, grade, begins, doses, waivers, visits = said
    first = [*map(_day, begins or ()), None, None]
    return Facts(
        _day(born_on),
        sex,
        grade,
        first[0],
        first[1],
        tuple(
            Given(date.fromisoformat(on), cvx, trade, key=number)
            for on, cvx, trade, number in doses or ()
        ),
        tuple(
            Waiver(kind, vaccine, date.fromisoformat(given), _day(expires))
            for kind, vaccine, given, expires in waivers or ()
        ),
        tuple(
            Visit(vaccine, date.fromisoformat(day), was_kept)
            for vaccine, day, was_kept in visits or ()
        ),
    )


def _stands(now: _Now, said: dict[str, Any]) -> Stands:
    lines = said["vaccines"]
    vaccines = None if lines is None else tuple(map(_line, lines))
    return Stands(now.student, now.name, now.grade, now.school_name, said["record"], vaccines)


def _line(said: dict[str, Any]) -> VaccineStanding:
    waiver, visit = said["waiver"], said["visit"]
    return VaccineStanding(
        said["vaccine"],
        Standing(said["standing"]),
        said["counted"],
        said["needed"],
        said["missing"],
        _day(said["from_on"]),
        waiver and Waiver(waiver[0], waiver[1], date.fromisoformat(waiver[2]), _day(waiver[3])),
        visit and Visit(visit[0], date.fromisoformat(visit[1]), visit[2]),
        _day(said["lapsed_on"]),
        tuple(
            Step(vaccine, date.fromisoformat(on), weeks, months)
            for vaccine, on, weeks, months in said["steps"]
        ),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
