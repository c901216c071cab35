"""What an import takes as it is and asks about: scores far over the points of their work."""

from typing import Any

from django.utils.translation import gettext_noop as _

from openhouse.grades.rules.entries import FAR_OVER
from openhouse.interchange.merge import Merge
from openhouse.interchange.outcome import column_of
from openhouse.interchange.rows import Reject, Words

#: Of those, how many a report lists; it counts all.
MOST = 1_000
_WORDS = _(
    "taken as it is, but “%(work)s” has %(points)s points. Is it meant? Student number: %(student)s"
)
_FAR = """
FROM {scores} JOIN grades_assignment a ON a.id = s.assignment_id
WHERE s.points > a.points * %s AND a.points > 0{more}"""
_LISTED = """
SELECT {place}, s.points::text, a.name, a.points::text,
       (SELECT p.number FROM people_student p WHERE p.student_id = s.student_id)"""


def far_over(merge: Merge, reader: Any) -> tuple[list[Reject], int]:
    """Scores of this delivery far over their work's points, where new or changed; how many."""
    count = merge.counts.get("scores")
    if count is None or not count.added + count.changed:
        return [], 0
    staged = "scores" in merge.staging.tables
    # where the whole file was taken at once, all scores there are came with it
    far = (
        _FAR.format(scores="do_scores s", more=" AND (s.changed OR NOT s.found)")
        if staged
        else _FAR.format(scores="grades_score s", more="")
    )
    merge.cursor.execute(f"SELECT count(*) {far}", [FAR_OVER])
    many = int(merge.cursor.fetchone()[0])
    return (_listed(merge, reader, far, staged=staged) if many else []), many


def _listed(merge: Merge, reader: Any, far: str, *, staged: bool) -> list[Reject]:
    whole = merge.staging.whole.get("scores")
    place, order = ("i.file, i.n, i.line", "i.file, i.n") if staged else ("'', 0, 0", "4, 2 DESC")
    if staged:
        far = far.replace("FROM do_scores s", "FROM do_scores s JOIN in_scores i ON i.n = s.n")
    listed = f"{_LISTED.format(place=place)} {far} ORDER BY {order} LIMIT {MOST}"
    merge.cursor.execute(listed, [FAR_OVER])
    found = []
    for stood_in, n, at, points, work, possible, number in merge.cursor.fetchall():
        file = stood_in or (whole.file if whole else "")
        line = merge.staging.line_of("scores", n, at) if staged else 0
        words = Words(_WORDS, work=work, points=_plain(possible), student=number or "–")
        column = column_of(reader, file, "scores", "points")
        found.append(Reject(file, line, column, _plain(points), words, "scores"))
    return found


def _plain(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number
