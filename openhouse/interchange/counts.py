"""Counts of rows: what an import did with each kind."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Count:
    """What came of the rows of one kind. ``active`` rows were running before the import."""

    read: int = 0
    added: int = 0
    changed: int = 0
    ended: int = 0
    unchanged: int = 0
    rejected: int = 0
    not_taken: int = 0
    active: int = field(default=0, compare=False)

    @property
    def touched(self) -> int:
        return self.added + self.changed + self.ended
