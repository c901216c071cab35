"""What is said of one kind of row."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of row.

    ``columns`` maps a staging column to its type: text, date, time, int, decimal, bool, or json.
    ``refs`` maps a staging column to the kind it refers to. ``key`` is what tells two rows apart.
    ``once`` names columns that an import fills when it adds a row and leaves alone afterwards,
    because the district may have changed them here. ``shuts`` maps a staging column that no table
    has to a yes-or-no column of ``once``: where the sender says it (true), the answer is no from
    now on, whatever it was; where the sender does not, nothing opens by itself.
    ``required`` columns may not be empty.
    ``ranked`` is for rows that the sender's format tells apart and this house does not (an absence
    and a late arrival on one day): a staging column ``rank`` says which of them stands, the last in
    the order of the alphabet. It is a weight, a tab, and what the row is called in the report; two
    of one rank are the same row twice. Those that do not stand count as ``not_taken`` and are
    listed. It holds the column that they are listed under, and why, a message.
    ``ends`` says what becomes of rows that a complete delivery no longer has: True sets their
    ``ends_on`` to the day before the import, their last day; False leaves them. ``replaced_by``
    names the column whose rows are replaced as a whole: a complete delivery with one phone of a
    person takes away the other phones that came by import, and none that was added here (where
    the table has ``source_id`` to tell them apart). ``same`` columns tell a row that came back
    under another ``source_id`` at an overlapping time. ``deletes``: a row that the sender deletes
    is deleted here; otherwise it ends, or stays where it has no end. ``beside`` are staging columns
    that no table has: ``disabled`` of a person, whom the sender lets use no system (``closing``).
    ``undoes`` maps columns that no sender fills to those that they tell of: where a row that is
    there gets another value in one of these, the house's own word about the old one becomes NULL.
    """

    name: str
    table: str
    columns: dict[str, str]
    refs: dict[str, str] = field(default_factory=dict)
    key: tuple[str, ...] = ("source_id",)
    required: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    shuts: dict[str, str] = field(default_factory=dict)
    ranked: tuple[str, str] | tuple[()] = ()
    ends: bool = False
    replaced_by: str = ""
    same: tuple[str, ...] = ()
    deletes: bool = False
    beside: tuple[str, ...] = ()
    undoes: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def staged(self) -> tuple[str, ...]:
        """The staging columns: the table's, and those that only the merge reads."""
        rank = ("rank",) if self.ranked else ()
        return (*self.columns, *self.shuts, *rank, *self.beside)
