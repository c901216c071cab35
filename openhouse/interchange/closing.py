"""What an import closes beside the rows it ends: portals, posts and sign-ins.

Each leans to the closed side. The sender closes, even in a row that is not taken for another
mistake; nothing opens again by itself. One thing stays open: the district post of whoever asks for
the import (decision 0009).
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from openhouse.interchange.match import References
from openhouse.interchange.shape import Shape

#: Posts whose holders a report names.
NAMED = 20


@dataclass(frozen=True, slots=True)
class Post:
    """A staff post that an import ends, or keeps: whose it is; ``school`` is empty for all."""

    person_id: int
    person: str
    role: str
    school: str


def shut(cursor: Any, shape: Shape, references: References) -> int:
    """Apply the ``shuts`` of every staged row, of those that were rejected too; how many rows.

    Without this a restriction beside a mistake (a call order of "first") would be lost with its
    row, and what the sender closes would stay open.
    """
    shutting = shape.kind.shuts.items()
    if not shutting:
        return 0
    joins = " ".join(
        f'LEFT JOIN {references.table(c.ref)} r_{c.name} ON r_{c.name}.source_id = s."{c.name}"'
        for c in shape.columns
        if c.ref and c.target in shape.natural
    )
    same = " AND ".join(
        f't."{c.target}" = r_{c.name}.id' for c in shape.columns if c.target in shape.natural
    )
    count = 0
    for said, column in shutting:
        cursor.execute(
            f'UPDATE {shape.table} t SET "{column}" = false WHERE "{column}" AND EXISTS ('
            f"SELECT FROM in_{shape.name} s {joins} WHERE NOT s.gone AND s.\"{said}\" = 'true'"
            f" AND (({same}) OR (t.source_id <> '' AND t.source_id = s.source_id)))"
        )
        count += int(cursor.rowcount)
    return count


def disabled(cursor: Any, references: References) -> bool:
    """Make ``disabled``, the persons whom the sender lets use no system; if there are any."""
    people = references.table("people")
    cursor.execute(
        "CREATE TEMP TABLE disabled ON COMMIT DROP AS SELECT DISTINCT r.id FROM in_people s"
        f" JOIN {people} r ON r.source_id = s.source_id WHERE s.disabled = 'true' AND NOT s.gone"
    )
    return bool(cursor.rowcount)


def close_ties(cursor: Any) -> int:
    """The portal closes for guardians in ``disabled``; how many ties that were open."""
    cursor.execute(
        "UPDATE people_guardianship SET portal_access = false"
        " WHERE portal_access AND person_id IN (SELECT id FROM disabled)"
    )
    return int(cursor.rowcount)


def close_sign_ins(cursor: Any, askers: Collection[int]) -> int:
    """Nobody in ``disabled`` signs in, but those who ask for the import; how many could."""
    cursor.execute(
        "UPDATE people_account SET left_on = NULL WHERE left_on IS NOT NULL"
        " AND person_id IN (SELECT id FROM disabled)"  # a return does not open these
    )
    cursor.execute(
        "UPDATE people_account SET is_active = false WHERE is_active"
        " AND person_id IN (SELECT id FROM disabled) AND person_id <> ALL(%s)",
        [list(askers)],
    )
    return int(cursor.rowcount)


def remember_posts(cursor: Any, today: str) -> None:
    """Note which posts run before anything is merged."""
    cursor.execute(
        "CREATE TEMP TABLE was_posts ON COMMIT DROP AS"
        " SELECT id, person_id, role, starts_on, ends_on FROM people_staffpost t"
        f" WHERE {_runs(today)}"
    )


def keep_posts(cursor: Any, today: str, askers: Collection[int]) -> list[Post]:
    """Leave the district posts of *askers* as they were, where the merge ended them; which."""
    if not askers:
        return []
    ended = (
        f"FROM was_posts w JOIN people_staffpost t USING (id) WHERE NOT ({_runs(today)})"
        " AND w.role = 'district' AND w.person_id = ANY(%s)"
    )
    kept = _posts(cursor, ended, [list(askers)])
    if kept:
        cursor.execute(
            "UPDATE people_staffpost t SET starts_on = w.starts_on, ends_on = w.ends_on"
            f" FROM was_posts w WHERE w.id = t.id AND t.id IN (SELECT t.id {ended})",
            [list(askers)],
        )
    return kept


def ended_posts(cursor: Any, today: str) -> list[Post]:
    """The posts that ran and run no longer, those that see most first."""
    where = f"FROM was_posts w JOIN people_staffpost t USING (id) WHERE NOT ({_runs(today)})"
    return _posts(cursor, where, [])


def _runs(today: str) -> str:
    return (
        f"(t.starts_on IS NULL OR t.starts_on <= '{today}')"
        f" AND (t.ends_on IS NULL OR t.ends_on >= '{today}')"
    )


def _posts(cursor: Any, which: str, values: list[Any]) -> list[Post]:
    cursor.execute(
        "SELECT p.id, COALESCE(NULLIF(p.preferred_name, ''), p.given_name) || ' ' ||"
        " p.family_name, t.role, COALESCE(c.name, '') FROM people_staffpost t"
        " JOIN people_person p ON p.id = t.person_id"
        f" LEFT JOIN districts_school c ON c.id = t.school_id WHERE t.id IN (SELECT t.id {which})"
        " ORDER BY t.role <> 'district', p.family_name, p.given_name, t.id",
        values,
    )
    return [Post(*row) for row in cursor.fetchall()]
