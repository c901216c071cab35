"""From what a paper shall say to the paper: typeset, coded, hashed and signed, not yet kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import override

from openhouse.common.addresses import whole
from openhouse.common.qr import qr_svg
from openhouse.papers.codes import new_code, shown
from openhouse.papers.models import Paper
from openhouse.papers.signing import Signer, digest_of
from openhouse.papers.typesetting import typeset
from openhouse.papers.words import foot_words


@dataclass(frozen=True, slots=True)
class Draft:
    """What a paper is about, what it says, and in which layout (``openhouse/`` and below)."""

    student: int
    kind: str
    title: str
    language: str
    layout: str
    facts: Mapping[str, Any]
    school: int | None = None
    school_year: int | None = None
    release: int | None = None
    #: The school's logo as the layout takes it (``heads``); of the facts it is no part.
    picture: str = ""
    #: The same in another language, for another home.
    is_twin: bool = False
    #: The edition that this one puts right; a twin has the next number and puts right nothing.
    corrects: Paper | None = None


def paper_of(draft: Draft, signer: Signer, at: datetime) -> Paper:
    """The paper of *draft*, issued *at*; raises LayoutFault. Nothing is written."""
    code = new_code()
    edition = draft.corrects.edition + 1 if draft.corrects else 1
    made = typeset(draft.layout, dressed(draft, code, edition), made_at=at)
    digest = digest_of(made.content)
    return Paper(
        student_id=draft.student,
        kind=draft.kind,
        title=draft.title,
        language=draft.language,
        is_twin=draft.is_twin,
        school_id=draft.school,
        school_year_id=draft.school_year,
        release=draft.release,
        edition=edition,
        corrects=None if draft.is_twin else draft.corrects,
        facts=dict(draft.facts),
        content=made.content,
        pages=made.pages,
        digest=digest,
        code=code,
        key_id=signer.key_id,
        signature=signer.sign(code, digest),
        issued_at=at,
    )


def dressed(draft: Draft, code: str, edition: int) -> dict[str, Any]:
    """The facts as the layout gets them: with what stands on every paper."""
    link = whole(f"/verify/{code}")
    with override(draft.language):
        foot = foot_words()
    return {
        **draft.facts,
        "logo": draft.picture,
        "words": {**foot, **draft.facts.get("words", {})},
        "paper": {
            "title": draft.title,
            "language": draft.language,
            "edition": edition,
            "code": shown(code),
            "link": link.partition("://")[2],
            "qr": qr_svg(link),
        },
    }
