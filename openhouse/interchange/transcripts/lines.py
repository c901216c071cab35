"""What the two formats have in common: the rows of a line, and how lines are told apart."""

from collections import Counter
from collections.abc import Iterator, Mapping

from openhouse.interchange.edfi.keys import ends_in, short, source_id
from openhouse.interchange.rows import Row


class Lines:
    """Makes rows of lines; remembers the areas it has named and the lines it has seen."""

    def __init__(self) -> None:
        self._areas: set[str] = set()
        self._seen: Counter[str] = Counter()

    def rows(
        self, said: Mapping[str, str], number: str, area: str, file: str, line: int
    ) -> Iterator[Row]:
        """A line of the student with this *number*; the same course twice in a term is two."""
        if area and area not in self._areas:
            self._areas.add(area)
            named = {"source_id": source_id("area", area), "name": area[:100]}
            yield Row("credit_areas", named, file, line)
        course = said.get("course_number") or said["course_name"]
        key = f"{number}/{said['ends_in']}/{said.get('term_name', '')}/{course}"
        self._seen[key] += 1
        values = {
            **said,
            "student": f"number:{number}",
            "source_id": source_id(
                "transcript", "number", number, said["ends_in"], short(f"{key}/{self._seen[key]}")
            ),
        }
        if area:
            values["area"] = source_id("area", area)
        yield Row("transcripts", values, file, line)


__all__ = ["Lines", "ends_in", "source_id"]
