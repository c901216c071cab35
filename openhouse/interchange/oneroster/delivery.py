"""A OneRoster delivery as a whole: its manifest and its files."""

from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from openhouse.interchange.oneroster.table import Table
from openhouse.interchange.rows import Broken, Complete, NotTaken
from openhouse.interchange.source import Source

FILES = [
    "academicSessions",
    "categories",
    "classes",
    "classResources",
    "courses",
    "courseResources",
    "demographics",
    "enrollments",
    "lineItemLearningObjectiveIds",
    "lineItems",
    "lineItemScoreScales",
    "orgs",
    "relationships",
    "resources",
    "resultLearningObjectiveIds",
    "results",
    "resultScoreScales",
    "roles",
    "scoreScales",
    "userFlags",
    "userProfiles",
    "userResources",
    "users",
]
#: Files that are counted, because there is no place for them yet, and the name they count under.
UNTAKEN = {
    "classResources": "class_resources",
    "courseResources": "course_resources",
    "resources": "resources",
    "userResources": "user_resources",
    "lineItemLearningObjectiveIds": "learning_objectives",
    "resultLearningObjectiveIds": "learning_objectives",
    "lineItemScoreScales": "assignment_score_scales",
    "resultScoreScales": "result_score_scales",
    "userFlags": "user_flags",
    "userProfiles": "user_profiles",
}


class Delivery:
    """The files of *source* that OneRoster knows, with what the manifest says of each."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.modes = self._manifest()
        self._tables: dict[str, Table | None] = {}

    def table(self, name: str) -> Table | None:
        """The file, or None where the delivery has none (or an empty one).

        Raises Broken where the manifest promises a file that is not there.
        """
        if name not in self._tables:
            self._tables[name] = self._open(name)
        return self._tables[name]

    def _open(self, name: str) -> Table | None:
        file = self.source.find(f"{name}.csv")
        mode = self.modes.get(name.lower(), "")
        if file is None or not self.source.sizes[file]:
            if mode in ("bulk", "delta"):
                raise Broken(
                    f"{name}.csv", _("this file, which the manifest says is in the delivery")
                )
            return None
        bulk = mode == "bulk" if self.modes else None
        return Table(self.source, name, file, bulk)

    def _manifest(self) -> dict[str, str]:
        """What the manifest says of each file, by its name in lower case: bulk, delta, absent."""
        file = self.source.find("manifest.csv")
        if file is None:
            return {}
        table = Table(self.source, "manifest", file, None)
        modes = {}
        for line, record in table:
            name = record.get("propertyname", "").lower()
            value = record.get("value", "").lower()
            if not name.startswith("file."):
                continue
            if value not in ("bulk", "delta", "absent"):
                raise Broken(
                    file, _("bulk, delta or absent"), line=line, column="value", value=value
                )
            modes[name.removeprefix("file.")] = value
        return modes

    def untaken(self) -> Iterator[NotTaken]:
        """Files that have no place in the house yet: counted, never read for what they say."""
        for name, counted in UNTAKEN.items():
            table = self.table(name)
            if table is not None:
                yield NotTaken(counted, sum(1 for _record in table))

    def complete(self, table: Table | None, *kinds: str, within: str = "") -> Iterator[Complete]:
        """The kinds of which *table*, now read, held all rows."""
        if table is None:
            return
        for kind in kinds:
            if table.is_complete:
                yield Complete(kind)
            elif within:
                yield Complete(kind, within)
