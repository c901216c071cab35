"""What must never be false, asked of the rows before they are merged.

The database keeps each of these by a constraint, which would stop the whole run; here the rows
that break one are found, listed and left out, and the others are taken.
"""

from typing import Any

from django.utils.translation import gettext_noop as _

from openhouse.interchange.match import reject
from openhouse.interchange.shape import Shape


def reject_false_rows(cursor: Any, shape: Shape) -> None:
    """List and take out rows of ``do_<kind>`` that no school could have."""
    if shape.has_dates:
        later = ">=" if shape.name == "school_years" else ">"
        holds = "jsonb_build_object('day', d.starts_on)"
        expected = _("a day after the first one, %(day)s")
        wrong = f"d.starts_on {later} d.ends_on"
        reject(cursor, shape, "ends_on", expected, wrong, holds=holds)
    for column, expected, where, *year in _ALSO.get(shape.name, ()):
        joins, holds = year or ("", "'{}'")
        reject(cursor, shape, column, expected, where, joins=joins, holds=holds)


def reject_overlaps(cursor: Any, shape: Shape) -> None:
    """List and take out rows that would stand beside another one at the same time."""
    if not shape.never_together:
        return
    only = 'd."primary"' if shape.name == "enrollments" else "true"
    key = ", ".join(shape.never_together)
    # the latest end of the rows before; a row that starts by then overlaps one of them
    window = (
        f"PARTITION BY {key} ORDER BY COALESCE(starts_on, '-infinity'), n"
        " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING"
    )
    expected = (
        _("no other primary enrollment at the same time")
        if shape.name == "enrollments"
        else _("the student only once in the section at the same time")
    )
    inside = (
        "SELECT n FROM (SELECT n, COALESCE(starts_on, '-infinity') AS starts,"
        f" max(COALESCE(ends_on, 'infinity')) OVER ({window}) AS ended"
        f" FROM do_{shape.name} d WHERE {only}) o WHERE ended >= starts"
    )
    reject(cursor, shape, "starts_on", expected, f"d.n IN ({inside})")
    same = " AND ".join(f"t.{column} = d.{column}" for column in shape.never_together)
    theirs = only.replace("d.", "t.")
    joins = (
        f"JOIN {shape.table} t ON {same} AND {theirs}"
        " AND daterange(t.starts_on, t.ends_on, '[]') && daterange(d.starts_on, d.ends_on, '[]')"
    )
    mine = f"SELECT id FROM do_{shape.name} WHERE id IS NOT NULL"
    reject(cursor, shape, "starts_on", expected, f"{only} AND t.id NOT IN ({mine})", joins=joins)


_WITHIN = _("a day within the school year, %(first)s to %(last)s")
_YEAR = (
    "JOIN districts_schoolyear y ON y.id = d.school_year_id",
    "jsonb_build_object('first', y.starts_on, 'last', y.ends_on)",
)
#: Column, what was expected, the SQL of a false row; and what the words need of other tables.
_ALSO: dict[str, tuple[tuple[str, ...], ...]] = {
    "terms": (
        ("starts_on", _WITHIN, "d.starts_on NOT BETWEEN y.starts_on AND y.ends_on", *_YEAR),
        ("ends_on", _WITHIN, "d.ends_on NOT BETWEEN y.starts_on AND y.ends_on", *_YEAR),
    ),
    "periods": (
        (
            "ends_at",
            _("a time after the first one, or neither of them"),
            "(d.starts_at IS NULL) <> (d.ends_at IS NULL) OR d.starts_at >= d.ends_at",
        ),
    ),
    "guardianships": (
        ("person", _("somebody else than the student"), "d.person_id = d.student_id"),
    ),
    "transcripts": (
        ("credits_attempted", _("credits of zero or more"), "d.credits_attempted < 0"),
        ("credits_earned", _("credits of zero or more"), "d.credits_earned < 0"),
    ),
    "doses": (
        (
            "given_on",
            _("a day from the birth of the student on, not in the future"),
            "d.given_on > CURRENT_DATE OR d.given_on"
            " < (SELECT born_on FROM people_person p WHERE p.id = d.student_id)",
        ),
    ),
    "course_credits": (("credits", _("credits of zero or more"), "d.credits < 0"),),
    "academic_records": (
        ("rank", _("a place within the class"), "d.rank < 1 OR d.rank > coalesce(d.rank_of, 0)"),
    ),
    "assignments": (("points", _("points of zero or more"), "d.points < 0"),),
    "attendance": (("left_at", _("a time after the student arrived"), "d.arrived_at > d.left_at"),),
}
