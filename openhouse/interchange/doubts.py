"""What an import takes as it is and asks about: scores far over the points of their work."""

from typing import Any

from django.utils.translation import gettext_noop as _

from openhouse.common.rows import array
from openhouse.grades.rules.entries import FAR_OVER
from openhouse.interchange.merge import Merge
from openhouse.interchange.outcome import column_of
from openhouse.interchange.over import MOST
from openhouse.interchange.rows import Reject, Words

_WORDS = _(
    "taken as it is, but “%(work)s” has %(points)s points. Is it meant? Student number: %(student)s"
)
_FAR = """
FROM do_scores s JOIN in_scores i ON i.n = s.n JOIN grades_assignment a ON a.id = s.assignment_id
WHERE (s.changed OR NOT s.found) AND s.points > a.points * %s AND a.points > 0"""
_WHOSE = "(SELECT p.number FROM people_student p WHERE p.student_id = s.student_id)"
_LISTED = f"""
SELECT i.file, i.n, i.line, s.points::text, a.name, a.points::text, {_WHOSE} {_FAR}
ORDER BY i.file, i.n LIMIT {MOST}"""
_NAMED = f"""
SELECT a.name, a.points::text, {_WHOSE}
FROM unnest(%s::bigint[], %s::bigint[]) WITH ORDINALITY AS s (student_id, assignment_id, place)
JOIN grades_assignment a ON a.id = s.assignment_id ORDER BY s.place"""


def far_over(merge: Merge, reader: Any) -> tuple[list[Reject], int]:
    """Scores of this delivery far over their work's points, where new or changed; how many."""
    if merge.over is not None:
        return _of_whole(merge, reader), merge.over.many
    count = merge.counts.get("scores")
    if count is None or not count.added + count.changed:
        return [], 0
    merge.cursor.execute(f"SELECT count(*) {_FAR}", [FAR_OVER])
    many = int(merge.cursor.fetchone()[0])
    return (_listed(merge, reader) if many else []), many


def _listed(merge: Merge, reader: Any) -> list[Reject]:
    merge.cursor.execute(_LISTED, [FAR_OVER])
    return [
        _asked(
            reader, file, merge.staging.line_of("scores", n, line), points, (work, possible, number)
        )
        for file, n, line, points, work, possible, number in merge.cursor.fetchall()
    ]


def _of_whole(merge: Merge, reader: Any) -> list[Reject]:
    """Of a file that was taken whole; nobody knows the lines then."""
    first = merge.over.first if merge.over else []
    if not first:
        return []
    file = merge.staging.whole["scores"].file
    merge.cursor.execute(_NAMED, [array(one[0] for one in first), array(one[1] for one in first)])
    named = merge.cursor.fetchall()
    return [
        _asked(reader, file, 0, points, of)
        for (_student, _work, points), of in zip(first, named, strict=True)
    ]


def _asked(reader: Any, file: str, line: int, points: str, of: tuple[str, str, str]) -> Reject:
    work, possible, number = of
    words = Words(_WORDS, work=work, points=_plain(possible), student=number or "–")
    column = column_of(reader, file, "scores", "points")
    return Reject(file, line, column, _plain(points), words, "scores")


def _plain(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number
