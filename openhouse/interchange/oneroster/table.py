"""One CSV file of a delivery, read as real exporters write it.

Header names count whatever their case, with the names of OneRoster 1.0 and of School Data Sync
beside those of 1.1 and 1.2; columns nobody knows are passed over. The password column is dropped
before a row is made of the record, so no code ever holds one.
"""

import csv
from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from openhouse.interchange.lines import Lines
from openhouse.interchange.rows import Broken, Reject, Words
from openhouse.interchange.source import Source

Record = dict[str, str]
#: Never read: OneRoster and School Data Sync have a column for passwords in plain text.
SECRETS = frozenset({"password"})
#: Other names of columns, by file, in lower case.
ALIASES: dict[str, dict[str, str]] = {
    "users": {
        "agents": "agentsourcedids",
        "agentsourceids": "agentsourcedids",
        "agentids": "agentsourcedids",
        "orgsourcedid": "orgsourcedids",
        "userid": "userids",
        "grade": "grades",
    },
    "classes": {
        "orgsourcedid": "schoolsourcedid",
        "sessionsourcedids": "termsourcedids",
        "termsourcedid": "termsourcedids",
        "grade": "grades",
        "subject": "subjects",
    },
    "courses": {
        "code": "coursecode",
        "grade": "grades",
        "schoolyearid": "schoolyearsourcedid",
        "subject": "subjects",
    },
    "roles": {
        "grade": "grades",
        "rolestartdate": "begindate",
        "roleenddate": "enddate",
    },
    "demographics": {"usersourcedid": "sourcedid"},
    "lineItems": {"gradingperiodsourcedid": "academicsessionsourcedid"},
}
#: Without these a file makes no sense.
NEEDED: dict[str, tuple[str, ...]] = {
    "orgs": ("sourcedId", "name", "type"),
    "academicSessions": ("sourcedId", "title", "type", "startDate", "endDate"),
    "courses": ("sourcedId", "title"),
    "classes": ("sourcedId", "title", "courseSourcedId", "schoolSourcedId"),
    "users": ("sourcedId", "givenName", "familyName"),
    "roles": ("userSourcedId", "role", "orgSourcedId"),
    "enrollments": ("classSourcedId", "userSourcedId", "role"),
    "demographics": ("sourcedId",),
    "categories": ("sourcedId", "title"),
    "lineItems": ("sourcedId", "title", "classSourcedId"),
    "results": ("lineItemSourcedId", "studentSourcedId"),
    "scoreScales": ("sourcedId", "title", "scoreScaleValue"),
    "relationships": ("userSourcedId", "relationshipUserSourcedId", "relationshipRole"),
}


class Table:
    """The file *name* (without ``.csv``) of a delivery; ``file`` is its name in the source.

    ``bulk`` is what the manifest says: True, False for a delta, None where there is no manifest.
    ``deletions`` is true once a row said that it is to be deleted.
    """

    def __init__(self, source: Source, name: str, file: str, bulk: bool | None) -> None:
        self.source = source
        self.name = name
        self.file = file
        self.bulk = bulk
        self.deletions = False
        self.rejects: list[Reject] = []
        self.header = self._header()

    @property
    def is_complete(self) -> bool:
        """If the file, now read, held all rows there are."""
        return self.bulk if self.bulk is not None else not self.deletions

    def has(self, column: str) -> bool:
        return column.lower() in self.header

    def _header(self) -> list[str]:
        aliases = ALIASES.get(self.name, {})
        given: list[str] = next(iter(csv.reader(iter(Lines(self.source, self.file)))), [])
        lowered = [column.strip().lower() for column in given]
        names: list[str] = []
        for column in lowered:
            if column and lowered.count(column) > 1:
                raise Broken(self.file, _("each column once"), line=1, column=column)
            name = aliases.get(column, column)
            # a column under its old name beside the one under its new name counts for nothing
            names.append(f"{name} again" if column != name and name in lowered else name)
        for needed in NEEDED.get(self.name, ()):
            if given and needed.lower() not in names:
                raise Broken(
                    self.file,
                    Words(_("a column %(name)s"), name=needed),
                    line=1,
                    value=", ".join(given[:40]),
                )
        return names

    def __iter__(self) -> Iterator[tuple[int, Record]]:
        """Each record with the line it starts on; ragged ones go to ``rejects`` instead.

        Raises Broken where the quotes do not pair, for then nothing after them can be trusted.
        """
        keep = [(at, name) for at, name in enumerate(self.header) if name not in SECRETS]
        width, before = len(self.header), 0
        reader = csv.reader(iter(Lines(self.source, self.file)), strict=True)
        try:
            for number, fields in enumerate(reader):
                line, before = before + 1, reader.line_num
                if not number or not fields:
                    continue
                if len(fields) != width and not self._mended(fields, width, line):
                    continue
                record = {name: fields[at].strip() for at, name in keep}
                if record.get("status", "").lower() in ("tobedeleted", "inactive"):
                    self.deletions = True
                yield line, record
        except csv.Error as error:
            expected = _("values whose quotes pair, with quotes inside them doubled")
            raise Broken(self.file, expected, line=before + 1) from error

    def _mended(self, fields: list[str], width: int, line: int) -> bool:
        """If a record with too many or too few values can be taken all the same."""
        if len(fields) > width and not any(each.strip() for each in fields[width:]):
            del fields[width:]
            return True
        expected = Words(_("%(count)s values, as the header"), count=width)
        self.rejects.append(Reject(self.file, line, "", f"{len(fields)} values", expected))
        return False

    def take_rejects(self, kind: str) -> Iterator[Reject]:
        """The ragged records since the last call, as rows of *kind*."""
        taken, self.rejects = self.rejects, []
        for each in taken:
            yield Reject(each.file, each.line, each.column, each.value, each.expected, kind)


def is_gone(record: Record) -> bool:
    """If the record says that its row is to be deleted."""
    return record.get("status", "").lower() in ("tobedeleted", "inactive")


def day(value: str) -> str:
    """A date, of a date with a time as well (``2026-10-06T00:00:00Z``)."""
    return value[:10] if len(value) > 10 and value[10] in "T " else value


def listed(value: str) -> list[str]:
    """The values of a list column: ``a,b``, quoted as a whole in the file."""
    return [each.strip() for each in value.split(",") if each.strip()] if value else []
