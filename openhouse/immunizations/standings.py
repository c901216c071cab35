"""How all students of a school stand today: kept once reckoned, and shown only while it is true.

To judge one student takes a millisecond and a half, a school of 1,500 some seconds: no page waits
for that. So what was reckoned is kept beside a digest of all that it was reckoned of: doses,
exemptions, appointments, enrollments, birthday, the first days of school, the state's rules, the
day. Each page makes the digests anew, in one statement, and shows what still has the same; the few
that have not it reckons itself, many it leaves to the worker and says so (decision 0022).
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
from openhouse.immunizations.models import KeptStanding
from openhouse.immunizations.queries import (
    Assessed,
    assessed,
    begins,
    health_files,
    students_nursed,
)
from openhouse.immunizations.rules.excuses import Visit, Waiver
from openhouse.immunizations.rules.school import Standing, VaccineStanding
from openhouse.people.guard import seen

#: So many a page reckons itself.
AT_ONCE = 40
#: Where each of some students goes to school today, what her standing follows from, and what is
#: kept of it. The home school comes before another, as ``queries.health_files`` has it.
_NOW = """
SELECT n.id, concat_ws(' ', coalesce(nullif(n.preferred_name, ''), n.given_name), n.family_name),
    e.grade_level, e.school_id, c.name,
    md5(ROW(n.born_on, n.sex, e.grade_level, e.school_id,
        (SELECT array_agg(ROW(d.id, d.given_on, d.cvx, d.trade) ORDER BY d.id)
         FROM immunizations_dose d WHERE d.student_id = n.id),
        (SELECT array_agg(ROW(x.id, x.kind, x.vaccine, x.given_on, x.expires_on) ORDER BY x.id)
         FROM immunizations_exemption x WHERE x.student_id = n.id),
        (SELECT array_agg(ROW(v.id, v.on, v.vaccine, v.was_kept) ORDER BY v.id)
         FROM immunizations_appointment v WHERE v.student_id = n.id)
    )::text),
    k.made_of, k.found
FROM unnest(%(students)s::bigint[]) WITH ORDINALITY AS o (id, place)
JOIN people_person n ON n.id = o.id
JOIN LATERAL (
    SELECT * FROM people_enrollment r
    WHERE r.student_id = n.id AND coalesce(r.starts_on <= %(on)s, true)
      AND coalesce(r.ends_on >= %(on)s, true)
    ORDER BY r."primary" DESC, r.starts_on DESC NULLS FIRST, r.id DESC LIMIT 1
) e ON true
JOIN districts_school c ON c.id = e.school_id
LEFT JOIN immunizations_keptstanding k ON k.student_id = n.id
ORDER BY o.place
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
    school: int
    school_name: str
    digest: str
    kept_of: str | None
    kept: Any


def standings(viewer: Viewer, schools: Collection[int], state: str, on: date) -> Found:
    """How every student of some of her schools stands on a day, by name."""
    students = students_nursed(viewer, schools, on)
    with as_the_house():
        return standings_of(System(), students, state, on)


def standings_on(viewer: Viewer, schools: Collection[int], state: str, on: date) -> list[Stands]:
    """The same on another day than today, whole: reckoned here, and not kept."""
    with as_the_house():
        students = students_nursed(viewer, schools, on)
        now = [_Now(*row) for row in rows(_NOW, {"students": array(students), "on": on})]
        found = _reckoned(System(), students, state, on)
    return [_stands(each, found[each.student]) for each in now]


def standings_of(viewer: Sees, students: Sequence[int], state: str, on: date) -> Found:
    """The same of *students*, in their order; a few that are not known are reckoned and kept."""
    now = [_Now(*row) for row in rows(_NOW, {"students": array(seen(viewer, students)), "on": on})]
    around = _around({each.school for each in now}, state, on)
    made_of = {each.student: f"{each.digest}:{around[each.school]}" for each in now}
    stale = [each.student for each in now if each.kept_of != made_of[each.student]]
    fresh = dict[int, dict[str, Any]]()
    if len(stale) <= AT_ONCE:
        fresh = _reckoned(viewer, stale, state, on)
        keep({student: made_of[student] for student in stale}, fresh)
        stale = []
    late = set(stale)
    stands = [
        _stands(each, fresh.get(each.student) or from_json(each.kept))
        for each in now
        if each.student not in late
    ]
    return Found(stands, stale)


def _reckoned(viewer: Sees, students: Sequence[int], state: str, on: date) -> dict[int, Any]:
    """The standings of some, as they are kept."""
    files = health_files(viewer, students, on) if students else []
    return {each.student: _said(assessed(each, state, on, only_asked=True)) for each in files}


def keep(made_of: dict[int, str], found: dict[int, dict[str, Any]]) -> None:
    """Keep what was reckoned of what, in place of what was kept before."""
    KeptStanding.objects.visible_to(System()).bulk_create(
        [
            KeptStanding(student_id=student, made_of=made_of[student], found=said)
            for student, said in found.items()
        ],
        update_conflicts=True,
        unique_fields=["student"],
        update_fields=["made_of", "found"],
    )


@cache
def _rules() -> str:
    """A digest of this app as this release has it: logic, schedule, what states ask for, and the
    shape in which a standing is kept."""
    digest, home = hashlib.sha256(), Path(__file__).parent
    for shape in ("**/*.py", "**/*.json"):
        for path in sorted(home.glob(shape)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _around(schools: Collection[int], state: str, on: date) -> dict[int, str]:
    """What else the standings of a school's students follow from, as a short sign."""
    days = begins(schools, on)
    return {
        school: hashlib.sha256(
            repr((_rules(), state, on, days.get(school))).encode()
        ).hexdigest()[:32]
        for school in schools
    }  # fmt: skip


def _said(found: Assessed) -> dict[str, Any]:
    """What is kept of a student: JSON."""
    lines = [asdict(line) for line in found.now.vaccines] if found.now else None
    said = {"record": bool(found.file.doses or found.file.exemptions), "vaccines": lines}
    plain: dict[str, Any] = json.loads(json.dumps(said, default=date.isoformat))
    return plain


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
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
