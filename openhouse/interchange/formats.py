"""Which format a delivery is in.

A reader is a package with ``recognizes(source)``, ``read(source, today)`` and ``COLUMNS``, the
file's own names of the columns by kind, for the report.
"""

from importlib import import_module
from types import ModuleType

from django.utils.translation import gettext_noop as _

from openhouse.interchange.rows import Broken
from openhouse.interchange.source import Source

READERS = (
    "openhouse.interchange.oneroster",
    "openhouse.interchange.edfi",
    "openhouse.interchange.transcripts",
)


def reader_of(source: Source) -> ModuleType:
    """The reader that knows the delivery; raises Broken where none does."""
    for name in READERS:
        reader = import_module(name)
        if reader.recognizes(source):
            return reader
    listed = ", ".join(source.names[:5])
    if not listed:
        raise Broken(source.name, _("files; there is not one in it"))
    expected = _("OneRoster CSV, School Data Sync CSV, Ed-Fi XML, or transcripts (CSV or PESC XML)")
    raise Broken(source.name, expected, value=listed)
