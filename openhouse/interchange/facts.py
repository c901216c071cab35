"""What must never be false, asked of the rows before they are merged.

The database keeps each of these by a constraint, which would stop the whole run; here the rows
that break one are found, listed and left out, and the others are taken.
"""

from typing import Any

from django.utils.translation import gettext as _

from openhouse.interchange.match import reject
from openhouse.interchange.shape import Shape
from openhouse.interchange.values import sql_text


def reject_false_rows(cursor: Any, shape: Shape) -> None:
    """List and take out rows of ``do_<kind>`` that no school could have."""
    if shape.has_dates:
        later = ">=" if shape.name == "school_years" else ">"
        expected = f"{sql_text(_('a day after the first one, '))} || d.starts_on"
        reject(cursor, shape, "ends_on", expected, f"d.starts_on {later} d.ends_on")
    for column, expected, where, joins in _ALSO.get(shape.name, ()):
        reject(cursor, shape, column, expected(), where, joins=joins)


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
    expected = sql_text(
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


def _year() -> str:
    return f"{sql_text(_('a day within the school year, '))} || y.starts_on || ' – ' || y.ends_on"


_YEAR = "JOIN districts_schoolyear y ON y.id = d.school_year_id"
_ALSO: dict[str, tuple[tuple[str, Any, str, str], ...]] = {
    "terms": (
        ("starts_on", _year, "d.starts_on NOT BETWEEN y.starts_on AND y.ends_on", _YEAR),
        ("ends_on", _year, "d.ends_on NOT BETWEEN y.starts_on AND y.ends_on", _YEAR),
    ),
    "periods": (
        (
            "ends_at",
            lambda: sql_text(_("a time after the first one, or neither of them")),
            "(d.starts_at IS NULL) <> (d.ends_at IS NULL) OR d.starts_at >= d.ends_at",
            "",
        ),
    ),
    "guardianships": (
        (
            "person",
            lambda: sql_text(_("somebody else than the student")),
            "d.person_id = d.student_id",
            "",
        ),
    ),
    "assignments": (("points", lambda: sql_text(_("points of zero or more")), "d.points < 0", ""),),
    "attendance": (
        (
            "left_at",
            lambda: sql_text(_("a time after she arrived")),
            "d.arrived_at > d.left_at",
            "",
        ),
    ),
}
