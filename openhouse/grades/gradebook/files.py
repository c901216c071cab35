"""The files that a teacher hands out with a piece of work: read, kept, taken away."""

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from openhouse.common.checking import checked
from openhouse.common.files import plain_name
from openhouse.common.scope import Sees
from openhouse.common.uploads import LARGEST, Refused, Upload, kind_of_content
from openhouse.grades.models import Assignment
from openhouse.grades.models_work import WorkFile
from openhouse.grades.rules.files import MOST, kind_of


def read_uploads(sent: Sequence["UploadedFile[Any]"]) -> tuple[list[Upload], list[str]]:
    """The files that were sent, and why one of them is not taken, in sentences."""
    uploads: list[Upload] = []
    faults = [] if sent else [_("Choose a file first.")]
    for each in sent[: MOST + 1]:
        name = plain_name(each.name or "")
        if each.size is None or each.size > LARGEST:
            faults.append(_("“%(name)s” is larger than 10 MB.") % {"name": name})
            continue
        try:
            uploads.append(_read(name, each.read()))
        except Refused as refused:
            faults.append(_("“%(name)s”: %(why)s") % {"name": name, "why": refused})
    return uploads, faults


def _read(name: str, content: bytes) -> Upload:
    """A PDF or a picture looked into and made anew; of the rest, which a browser only saves, its
    kind."""
    if not content or kind_of_content(content):
        return checked(name, content)
    kind = kind_of(name, content)
    if not kind:
        raise Refused(
            _("This is none of the kinds that are taken: PDF, pictures, office documents, text.")
        )
    return Upload(name, kind, content)


def keep_files(actor: Sees, section: int, assignment: int, uploads: Sequence[Upload]) -> bool:
    """Keep all of *uploads* with the section's piece of work; False where they are too many."""
    with transaction.atomic():
        work = Assignment.objects.select_for_update().filter(section_id=section, pk=assignment)
        if not list(work.values_list("pk")):  # now two who send at once come one after the other
            return False
        there = WorkFile.objects.filter(assignment_id=assignment).count()
        if there + len(uploads) > MOST:
            return False
        for each in uploads:
            WorkFile.objects.create(
                assignment_id=assignment,
                section_id=section,
                name=each.name,
                kind=each.kind,
                size=len(each.content),
                content=each.content,
            )
    return True


def remove_file(actor: Sees, file: WorkFile) -> None:
    """Take a file away."""
    WorkFile.objects.filter(pk=file.pk).delete()
