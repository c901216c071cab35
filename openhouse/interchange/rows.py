"""What a reader of a format hands to the import: rows, and what it has to say about them.

A reader is a generator of these; nothing of a file is kept in memory longer than one item. Values
are text as the ``kinds`` want it: dates ``2022-03-01``, times ``08:05`` or
``08:05:00``, booleans ``true`` or ``false``, decimals with a point. A column that a row does not
name says nothing (the table's default when added, left alone when changed); a column that is empty
says that there is no value.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import polars as pl


class Words(str):
    """Words of a report: English, as its file has them, and what a page needs to translate them.

    ``id`` is the message, ``values`` what stands in its ``%(name)s`` places. A ``str`` from
    ``gettext_noop`` will do where there are no such places.
    """

    __slots__ = ("id", "values")
    id: str
    values: dict[str, str]

    def __new__(cls, id: str, **values: object) -> Self:
        said = {name: str(value) for name, value in values.items()}
        made = super().__new__(cls, id % said if said else id)
        made.id, made.values = id, said
        return made

    @classmethod
    def of(cls, text: str) -> "Words":
        """*text* as Words."""
        return text if isinstance(text, Words) else cls(text)


@dataclass(slots=True)
class Row:
    """One row of a kind.

    ``gone``: the sender says that it exists no longer (a deletion). ``partial``: it adds values
    to the row with the same ``source_id``, which another file of the delivery holds (a date of
    birth to a person), or which was imported before; it never adds a row.
    """

    kind: str
    values: Mapping[str, str | None]
    file: str
    line: int
    gone: bool = False
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that is not taken, and why; the others are. ``expected`` ends a sentence."""

    file: str
    line: int
    column: str
    value: str
    expected: str
    kind: str = ""

    def __str__(self) -> str:
        """ "users.csv, line 4, birthDate: found '4.3.11', expected a date"."""
        found = f"found {self.value!r}, " if self.value else ""
        return f"{self.place}: {found}expected {self.expected}" if self.place else self.expected

    @property
    def place(self) -> str:
        """ "users.csv, line 4, birthDate": as much of it as is known."""
        line = f"line {self.line}" if self.line else ""
        return ", ".join(filter(None, (self.file, line, self.column)))


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Rows that were read and have no table yet (``transcripts``), or no place in the house."""

    name: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Complete:
    """The delivery holds all rows of this kind, so a row that it lacks has ended.

    A reader says it once a kind, anywhere in its stream; without it nothing of the kind ends.
    ``within`` limits it to the same student, person or section: a changed student's row names all
    of her schools, but says nothing of other students.
    """

    kind: str
    within: str = ""


@dataclass(frozen=True, slots=True)
class Bulk:
    """A whole CSV file that is staged as it is, through COPY, and read as rows of a kind by SQL.

    ``file`` is a name of the source with ``width`` columns, which SQL sees as ``c0``, ``c1``, ….
    ``columns`` maps the kind's staging columns to expressions over them; ``gone`` is a condition.
    Columns in ``sure`` cannot hold a bad value, because the expression makes it. ``rows`` reads
    the same file record by record, for a file that PostgreSQL finds misformed. ``frame`` turns a
    polars frame of the file's columns into one of the kind's, all text, and raises
    ``lines.Odd`` at anything that is not a plain new row; ``needs`` are the columns that it looks
    at; see ``quick.py``.
    """

    kind: str
    file: str
    width: int
    columns: Mapping[str, str]
    rows: Callable[[], "Items"]
    gone: str = "false"
    sure: frozenset[str] = frozenset()
    needs: tuple[int, ...] = ()
    frame: "Callable[[pl.DataFrame], pl.DataFrame] | None" = None


Item = Row | Reject | NotTaken | Complete | Bulk
Items = Iterator[Item]


class Broken(Exception):
    """The delivery cannot be read; the import stops and changes nothing."""

    def __init__(
        self, file: str, expected: str, *, line: int = 0, column: str = "", value: str = ""
    ) -> None:
        self.file = file
        self.line = line
        self.column = column
        self.value = value[:200]
        self.expected = expected
        super().__init__(str(self.as_reject()))

    def as_reject(self) -> Reject:
        """The same as a line of the report."""
        return Reject(self.file, self.line, self.column, self.value, self.expected)
