"""Posts of the staff: what as, at which school, from when to when."""

from collections.abc import Iterator
from dataclasses import dataclass

from openhouse.interchange.edfi import roles
from openhouse.interchange.edfi.catalog import Catalog, Place, Post, row
from openhouse.interchange.edfi.keys import source_id
from openhouse.interchange.rows import Row


@dataclass(slots=True)
class _Held:
    """One post, put together from every record about it; ``ends`` is empty while it runs."""

    title: str
    starts: str
    ends: str
    place: Place


class Posts:
    """One post per member of staff, role and school.

    Ed-Fi has a record per classification, organization and first day; two of them that are the
    same here (a principal who is also called an administrator) are one post, which runs while one
    of them does. Whose employment has ended holds no post any longer. Who teaches at a school or
    teaches one of its sections is a teacher there, said or not.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._held: dict[tuple[str, str, str], _Held] = {}
        for post in catalog.posts:
            role = roles.staff_role(*post.words)
            title = (post.words[1] or post.words[0])[:100]
            self._add(post, role, catalog.school_of(post.organization), title)
        at = {(staff, school) for staff, _role, school in self._held}
        for post in catalog.at_schools:
            school = catalog.school_of(post.organization)
            if (post.staff, school) not in at:
                self._add(post, "teacher", school, "")
        for each in catalog.teaching:
            school = catalog.school_of(each.school)
            if (each.staff, "teacher", school) not in self._held:
                made = Post(each.staff, each.school, ("", ""), "", "", each.place)
                self._add(made, "teacher", school, "")

    def _add(self, post: Post, role: str, school: str, title: str) -> None:
        ends = post.ends or self._left(post)
        held = self._held.get((post.staff, role, school))
        if held is None:
            new = _Held(title, post.starts, ends, post.place)
            self._held[post.staff, role, school] = new
            return
        if held.ends and (not ends or ends > held.ends):
            held.title, held.ends = title or held.title, ends
        held.starts = min(held.starts, post.starts)

    def _left(self, post: Post) -> str:
        """The last day of employment there, if every employment there has one."""
        ends = self._catalog.employed.get((post.staff, post.organization), [])
        return max(ends) if ends and all(ends) else ""

    def rows(self) -> Iterator[Row]:
        for (staff, role, school), held in self._held.items():
            where = school.partition("/")[2]
            values = {
                "source_id": source_id("post", staff, role, where or "district"),
                "person": self._catalog.persons.id("staff", staff),
                "role": role,
                "school": school,
                "title": held.title,
                "starts_on": held.starts,
                "ends_on": held.ends,
            }
            yield row("staff", held.place, values)
