"""Counts of persons, where the tables count ties: guardians, staff, students."""

from typing import Any

from openhouse.interchange.counts import Count

#: The kinds that are ties of a person, and the name under which the persons are counted.
TIES = {"guardianships": "guardians", "staff": "staff"}
_TABLES = {"guardianships": "people_guardianship", "staff": "people_staffpost"}


def remember(cursor: Any, kind: str, today: str) -> None:
    """Note who has a tie of *kind* before it is merged."""
    cursor.execute(
        f"CREATE TEMP TABLE was_{kind} ON COMMIT DROP AS SELECT person_id,"
        f" bool_or(ends_on IS NULL OR ends_on >= '{today}') AS running"
        f" FROM {_TABLES[kind]} GROUP BY person_id"
    )


def persons(cursor: Any, kind: str, today: str, *, people_too: bool) -> Count:
    """How many persons the ties of *kind* are, and what became of them."""
    changed = (
        "count(*) FILTER (WHERE now.person_id IN (SELECT id FROM do_people WHERE changed)"
        " AND was.person_id IS NOT NULL)"
        if people_too
        else "0"
    )
    cursor.execute(
        f"SELECT (SELECT count(DISTINCT person) FROM in_{kind} WHERE NOT gone),"
        " count(*) FILTER (WHERE was.person_id IS NULL),"
        f" {changed}, count(*) FILTER (WHERE was.running AND NOT now.running)"
        " FROM (SELECT person_id, bool_or(ends_on IS NULL OR ends_on >="
        f" '{today}') AS running FROM {_TABLES[kind]} GROUP BY person_id) now"
        f" LEFT JOIN was_{kind} was USING (person_id)"
    )
    read, added, changed_count, ended = cursor.fetchone()
    unchanged = max(0, read - added - changed_count)
    return Count(read, added, changed_count, ended, unchanged)


def renamed_students(cursor: Any, count: Count) -> None:
    """A student whose name or birthday changed is a changed student."""
    cursor.execute(
        "SELECT count(*) FROM do_students s JOIN do_people p ON p.id = s.student_id"
        " WHERE p.changed AND s.found AND NOT s.changed"
    )
    (renamed,) = cursor.fetchone()
    count.changed += renamed
    count.unchanged -= renamed
