"""Files with an answer: kept as ``common/checking`` leaves them, shown to who may read them."""

import hashlib
from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.scope import as_the_house
from openhouse.common.uploads import Upload
from openhouse.registration.guard import Reader
from openhouse.registration.models import Part
from openhouse.registration.models_answers import AnswerFile
from openhouse.registration.rules.form import Section
from openhouse.registration.standing.state import Standing

#: All files of an application.
MOST_BYTES = 100 * 1024 * 1024


class Full(Exception):
    """No more files fit into the application."""

    def __str__(self) -> str:
        return _(
            "There are 100 MB of files in this registration, and no more fit. Please bring this"
            " paper to the school, or e-mail it to the office."
        )


def add_files(
    standing: Standing, section: Section, part: Part, key: str, uploads: Sequence[Upload]
) -> list[int]:
    """Keep *uploads*; their numbers. One that is there already (the same bytes) is not doubled.

    Raises Full.
    """
    numbers = []
    with transaction.atomic():
        if _bytes_in(standing) + sum(len(each.content) for each in uploads) > MOST_BYTES:
            raise Full
        for upload in uploads:
            digest = hashlib.sha256(upload.content).hexdigest()
            there = (
                AnswerFile.objects.visible_to(standing.filler.reader)
                .filter(part=part, key=key, sha256=digest, removed_at=None)
                .first()
            )
            if there is None:
                there = AnswerFile(
                    application=standing.application, part=part, candidate=part.candidate,
                    desk=str(section.desk), key=key, name=upload.name, kind=upload.kind,
                    content=upload.content, size=len(upload.content), sha256=digest,
                    person_id=standing.filler.person, added_at=clock.now(),
                )  # fmt: skip
                there.save(force_insert=True)
            numbers.append(there.pk)
    return numbers


def _bytes_in(standing: Standing) -> int:
    """Of whatever she may see of them or not."""
    with as_the_house():
        rows = AnswerFile.objects.visible_to(System()).filter(application=standing.application)
        return rows.aggregate(all=Sum("size"))["all"] or 0


def files_of(reader: Reader, numbers: Collection[int]) -> list[AnswerFile]:
    """The files with these numbers, without their content, in the order in which they came."""
    found = AnswerFile.objects.visible_to(reader).filter(pk__in=numbers, removed_at=None)
    return list(found.defer("content").order_by("pk"))


def file_of(reader: Reader, application: int, number: int) -> AnswerFile | None:
    """One file of an application."""
    mine = AnswerFile.objects.visible_to(reader).filter(application=application, removed_at=None)
    return mine.filter(pk=number).first()


def names_of_files(reader: Reader, values: Collection[Any]) -> dict[tuple[str, str], str]:
    """The names of the files that *values*, answers to questions of files, speak of."""
    numbers = [one for value in values if isinstance(value, list) for one in value]
    return {("file", str(each.pk)): each.name for each in files_of(reader, numbers)}
