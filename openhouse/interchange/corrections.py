"""What an office corrected by hand stands against a delivery that still brings the old words."""

from typing import Any

#: Kind to how its staged row (``s``) is the corrected one: joins, and the field of the column.
_NAMED = {
    "people": "JOIN people_person w ON w.id = c.person_id WHERE c.household_id IS NULL",
    "households": "JOIN people_household w ON w.id = c.household_id WHERE true",
}
_COLUMNS = {
    "people": (
        *("given_name", "middle_name", "family_name", "preferred_name", "suffix"),
        *("born_on", "sex", "language"),
    ),
    "households": ("street", "city", "state", "postal_code", "phone"),
}


#: What an office typed of its school, whatever is sent: the columns, by what says that it did.
_OF_SCHOOLS = {
    "address_by_hand": ("street", "city", "state", "postal_code"),
    "phone_by_hand": ("phone",),
}


def hold(cursor: Any, kind: str) -> None:
    """Put what was corrected into the staged rows of *kind* that bring what stood there before."""
    if kind == "schools":
        _hold_schools(cursor)
    for column in _COLUMNS.get(kind, ()):
        cursor.execute(
            f'UPDATE in_{kind} s SET "{column}" = c.kept FROM people_correction c {_NAMED[kind]}'
            " AND w.source_id <> '' AND s.source_id = w.source_id"
            f" AND c.field = '{column}' AND s.\"{column}\" = c.sent"
        )
    if kind == "contact_points":
        _hold_points(cursor)
    if kind == "household_members":
        # who moved out does not move back in; another home is taken as it comes
        cursor.execute(
            "DELETE FROM in_household_members s USING people_correction c"
            " JOIN people_person w ON w.id = c.person_id WHERE c.field = 'household'"
            " AND w.source_id <> '' AND s.person = w.source_id AND s.household = c.sent"
        )


def _hold_schools(cursor: Any) -> None:
    """What an office typed stands as it is."""
    for by_hand, columns in _OF_SCHOOLS.items():
        mine = ", ".join(f'"{column}" = w."{column}"' for column in columns)
        cursor.execute(
            f"UPDATE in_schools s SET {mine} FROM districts_school w"
            f" WHERE w.{by_hand} AND w.source_id <> '' AND s.source_id = w.source_id"
        )


def _hold_points(cursor: Any) -> None:
    """A phone or address: another one in its place, or none where that one is sent as well."""
    same = (
        "FROM people_correction c JOIN people_person w ON w.id = c.person_id"
        " WHERE c.household_id IS NULL AND w.source_id <> '' AND s.person = w.source_id"
        " AND c.field = s.kind AND s.value = c.sent"
    )
    cursor.execute(
        f"DELETE FROM in_contact_points s WHERE NOT s.gone AND EXISTS (SELECT {same}"
        " AND (c.kept = '' OR EXISTS (SELECT FROM in_contact_points o WHERE o.person = s.person"
        " AND o.kind = s.kind AND o.value = c.kept)))"
    )
    cursor.execute(f"UPDATE in_contact_points s SET value = c.kept {same}")
