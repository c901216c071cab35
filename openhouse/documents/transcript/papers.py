"""A transcript as a PDF: issued and kept, or the one that was issued of the very same."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from openhouse.access.viewer import Viewer
from openhouse.common.text import reader_language
from openhouse.documents.transcript.facts import LAYOUT, transcript_facts
from openhouse.documents.transcript.pupils import Pupil
from openhouse.documents.transcript.queries import Transcript
from openhouse.papers.actions import issue_once
from openhouse.papers.drafts import Draft
from openhouse.papers.heads import head_at
from openhouse.papers.models import Paper


def transcript_paper(
    viewer: Viewer, pupil: Pupil, found: Transcript, district: str, today: date
) -> Paper:
    """The paper of *found* in the language that is active.

    Who asks twice on a day for the same gets the same paper, so that a button pressed often keeps
    no heap of them.
    """
    language, head = reader_language(), head_at(pupil.school)
    with override(language):
        facts = transcript_facts(pupil, found, head, district, today)
        title = _("Unofficial transcript")
    draft = Draft(
        student=pupil.id,
        kind=Paper.Kind.TRANSCRIPT,
        title=title,
        language=language,
        layout=LAYOUT,
        facts=facts,
        school=pupil.school,
        school_year=pupil.year,
        picture=head.picture if head else "",
    )
    return issue_once(viewer, draft)
