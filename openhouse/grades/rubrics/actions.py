"""A teacher makes, changes and takes away what a piece of work is scored by."""

from django.db import transaction

from openhouse.access.viewer import Viewer
from openhouse.grades.models import Assignment
from openhouse.grades.rubrics.queries import judged_in
from openhouse.grades.rules.rubrics import Rubric, digest, kept, rubric_of
from openhouse.ledger.actions import record


def keep_rubric(viewer: Viewer, section: int, assignment: int, rubric: Rubric, saw: str) -> str:
    """Keep *rubric* for a piece of work of *section*; empty takes it away.

    "", or why it is not kept: "gone" (the work), "scored" (by it, so it is not taken away),
    "meanwhile": it is no longer the one that she saw, whose ``digest`` is *saw*. What was said by
    it stays as it was said. That she teaches the section is the caller's to know.
    """
    with transaction.atomic():
        work = Assignment.objects.select_for_update(of=("self",))
        found = work.filter(section_id=section, pk=assignment).only("rubric", "section_id").first()
        if found is None:
            return "gone"
        before = rubric_of(found.rubric)
        if digest(before) != saw:
            return "meanwhile"
        if not rubric and judged_in(assignment):
            return "scored"
        if rubric != before:
            Assignment.objects.filter(pk=assignment).update(rubric=kept(rubric) or None)
            was, now, who = kept(before) or None, kept(rubric) or None, viewer.person_id
            record("work.rubric", actor=who, about=assignment, before=was, after=now)
    return ""
