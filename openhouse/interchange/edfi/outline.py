"""The first pass over a delivery: what stands where."""

from collections import Counter
from dataclasses import dataclass, field

from openhouse.interchange.edfi.elements import element_of, interchange, records
from openhouse.interchange.edfi.keys import KEYED, Ids
from openhouse.interchange.source import Source


@dataclass(slots=True)
class Outline:
    """Which records stand in which file, how many, and those that have an XML id."""

    files: dict[str, Counter[str]] = field(default_factory=dict)
    ids: Ids = field(default_factory=Ids)
    others: int = 0

    @classmethod
    def of(cls, source: Source) -> "Outline":
        """Read *source* once; raises Broken for the first file that is damaged."""
        outline = cls()
        for file in source.names:
            if not file.lower().endswith(".xml") or not interchange(source, file):
                outline.others += 1
                continue
            counts = outline.files[file] = Counter()
            for name, node in records(source, file):
                counts[name] += 1
                if name in KEYED and node.get("id"):
                    outline.ids.add(file, element_of(node))
        return outline

    def has(self, *names: str) -> bool:
        return any(counts[name] for counts in self.files.values() for name in names)

    def count(self) -> Counter[str]:
        """How many records of each name there are."""
        total: Counter[str] = Counter()
        for counts in self.files.values():
            total.update(counts)
        return total
