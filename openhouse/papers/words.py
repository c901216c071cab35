"""A paper in words."""

from datetime import datetime

from django.utils import dateformat, timezone
from django.utils.translation import gettext as _

from openhouse.papers.models import Paper


def kind_words(kind: str) -> str:
    """ "Report card"."""
    return str(Paper.Kind(kind).label)


def issued_words(at: datetime) -> str:
    """ "November 27, 2026": a paper is read for years, so the year stands with it."""
    # Translators: Django's date format for "November 27, 2026".
    return dateformat.format(timezone.localtime(at), _("F j, Y"))


def file_name(paper: Paper) -> str:
    """ "Report card, Quarter 1.pdf"."""
    edition = f" ({paper.edition})" if paper.edition > 1 else ""
    return f"{paper.title}{edition}.pdf"
