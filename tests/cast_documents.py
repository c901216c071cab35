"""Letters and forms that schools of the cast publish, and what families have answered."""

import hashlib
from datetime import UTC, date, datetime

from openhouse.documents.models import PublishedEdition, PublishedFile, PublishedReceipt
from tests.cast_rows import Maker

PUBLISHED_AT = datetime(2026, 9, 1, 13, 0, tzinfo=UTC)
SIGNED_AT = datetime(2026, 10, 2, 23, 30, tzinfo=UTC)
#: The least that is a PDF: one empty page.
PAPER = (
    b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
    b"3 0 obj\n<</Type/Page/Parent 2 0 R/Resources<<>>/MediaBox[0 0 612 792]>>\nendobj\n"
    b"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n"
    b"0000000105 00000 n \ntrailer\n<</Size 4/Root 1 0 R>>\nstartxref\n184\n%%EOF\n"
)
DIGEST = hashlib.sha256(PAPER).hexdigest()
FIRST, SOON = date(2026, 9, 1), date(2026, 10, 20)
#: key, school, class, student, what it asks, from when, who reads it; of the one that is withdrawn
#: families read the line and not the file
DOCUMENTS = (
    ("doc_school", "high", None, None, "sign", FIRST,
     ("mother", "ben", "mia", "grandmother", "long_parent", "clerk")),
    ("doc_class", "high", "algebra", None, "read", FIRST,
     ("mother", "ben", "grandmother", "teacher", "clerk")),
    ("doc_ana", "elementary", None, "ana", "sign", FIRST, ("mother", "father")),
    ("doc_ben", "high", None, "ben", "nothing", FIRST, ("mother", "ben", "clerk")),
    ("doc_leo", "middle", None, "leo", "nothing", FIRST,
     ("barred_before", "teacher_mother")),
    ("doc_soon", "high", None, None, "nothing", SOON, ("clerk",)),
    ("doc_taken_back", "high", None, None, "nothing", FIRST,
     ("mother", "ben", "mia", "grandmother", "long_parent", "clerk")),
)  # fmt: skip
#: key, document, who, about whom, what she did, who reads it beside her
RECEIPTS = (
    ("receipt_mother", "doc_ana", "mother", "ana", "declined", ()),
    ("receipt_father", "doc_ana", "father", "ana", "signed", ()),
    ("receipt_ben", "doc_class", "mother", "ben", "read", ("teacher", "clerk")),
    ("receipt_school", "doc_school", "grandmother", "cai", "opened", ("clerk",)),
)


def make_documents(make: Maker) -> None:
    rows = make.cast.rows
    for key, school, section, student, asks, first, readers in DOCUMENTS:
        file = make.row(
            PublishedFile,
            key,
            student=student or "",
            readers_too=readers,
            school=rows[school],
            section=rows[section] if section else None,
            student_id=rows[student].id if student else None,
            school_year=rows[f"{school}_year"],
            kind="form" if asks == "sign" else "letter",
            title=f"Paper {key}",
            words="What it is about.",
            asks=asks,
            due_on=date(2026, 10, 12) if asks == "sign" else None,
            visible_from=first,
            published_by_name="Who published it",
            published_at=PUBLISHED_AT,
            withdrawn_at=PUBLISHED_AT if key == "doc_taken_back" else None,
        )
        make.row(
            PublishedEdition,
            f"{key}_file",
            student=student or "",
            readers_too=("clerk",) if file.withdrawn_at else readers,
            published=file,
            number=1,
            name="Paper.pdf",
            kind="application/pdf",
            size=len(PAPER),
            pages=1,
            sha256=DIGEST,
            content=PAPER,
            added_at=PUBLISHED_AT,
            tx=1,
        )
    for key, of, who, student, state, others in RECEIPTS:
        make_receipt(make, key, of, who, student, state, others)


def make_receipt(
    make: Maker, key: str, of: str, who: str, student: str, state: str, others: tuple[str, ...]
) -> None:
    rows = make.cast.rows
    done = {} if state == "opened" else {"done_at": SIGNED_AT}
    signed = {
        "typed_name": "Typed name",
        "agreed_to": "What was agreed to",
        "sha256": DIGEST,
    }
    make.row(
        PublishedReceipt,
        key,
        student=student,
        readers_too=(who, *others),
        student_id=rows[student].id,
        published=rows[of],
        edition=rows[f"{of}_file"],
        school=rows[of].school,
        section=rows[of].section,
        person=rows[who],
        person_name="Who did it",
        state=state,
        opened_at=SIGNED_AT,
        **done,
        **(signed if state == "signed" else {}),
        **({"reason": "Why it is not signed."} if state == "declined" else {}),
    )
