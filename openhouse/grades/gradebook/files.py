"""The files that a teacher hands out with a piece of work: read, kept, taken away."""

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from openhouse.common.files import plain_name
from openhouse.common.scope import Sees
from openhouse.common.uploads import LARGEST, Upload
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
        content = each.read()
        kind = kind_of(name, content)
        if kind:
            uploads.append(Upload(name, kind, content))
        else:
            words = _("“%(name)s” is none of the kinds that can be handed out.")
            faults.append(words % {"name": name})
    return uploads, faults


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
