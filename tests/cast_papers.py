"""Papers that the schools of the cast have issued."""

from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from openhouse.ledger.models import Change
from openhouse.papers.models import (
    Paper,
    PaperOpened,
    PaperWithdrawal,
    PrintPiece,
    PrintRun,
    SigningKey,
)
from openhouse.papers.signing import digest_of, message
from tests.cast_rows import Maker

ISSUED_AT = datetime(2026, 10, 2, 13, 0, tzinfo=UTC)
WITHDRAWN_AT = datetime(2026, 10, 3, 13, 0, tzinfo=UTC)
#: key, about whom, kind, school, whether it is released, who reads it
PAPERS: dict[str, tuple[str, str, str, bool, tuple[str, ...]]] = {
    "paper_ben": ("ben", "report card", "high", True, ("mother", "ben", "clerk")),
    "paper_ben_waits": ("ben", "report card", "high", False, ("clerk",)),
    "paper_ben_back": ("ben", "report card", "high", True, ("clerk",)),
    "paper_ben_print": ("ben", "progress", "high", True, ("clerk",)),
    "paper_ben_print_back": ("ben", "progress", "high", True, ("clerk",)),
    "paper_ben_health": ("ben", "immunizations", "high", True, ("mother", "ben")),
    "paper_ana": ("ana", "report card", "elementary", True, ("mother", "father")),
    "paper_leo": ("leo", "report card", "middle", True, ("barred_before", "teacher_mother")),
}
#: Those made for printing only, which no family finds, and those that were taken back.
FOR_PRINTING = {"paper_ben_print", "paper_ben_print_back"}
TAKEN_BACK = {"paper_ben_back", "paper_ben_print_back"}
TITLES = {
    "report card": "Report card",
    "progress": "Progress report",
    "immunizations": "Immunization record",
}
#: key, kind, school, who reads it beside its office
RUNS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "print_high": ("report card", "high", ()),
    "print_elementary": ("report card", "elementary", ()),
    "print_health": ("health letter", "high", ("nurse",)),
}
#: The key that the cast's papers are signed with; nobody signs with it anew.
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


BLANK: dict[str, Any] = {
    "language": "en",
    "facts": {},
    "pages": 1,
    "content": b"",
    "digest": b"",
    "code": "",
}


def make_papers(make: Maker) -> None:
    rows = make.cast.rows
    key = make.row(
        SigningKey,
        "signing_key",
        public=KEY.public_key().public_bytes_raw(),
        private="",
        made_at=ISSUED_AT,
    )
    for name, (student, kind, school, released, who) in PAPERS.items():
        row = make.row(
            Paper,
            name,
            student=student,
            readers_too=who,
            student_id=rows[student].id,
            kind=kind,
            school=rows[school],
            title=TITLES[kind],
            **BLANK,
            key_id=key.pk,
            signature=bytes(64),
            issued_at=ISSUED_AT,
            released_at=ISSUED_AT if released else None,
            withdrawn_at=WITHDRAWN_AT if name in TAKEN_BACK else None,
            to_families=name not in FOR_PRINTING,
        )
        # a title and a file keep their word too: they are what a family reads
        row.title = f"{TITLES[kind]} {row.source_id}"
        row.content = b"%PDF-1.7\n% " + row.source_id.encode()
        row.digest = digest_of(row.content)
        row.code = f"{row.pk:012d}"
        row.signature = KEY.sign(message(row.code, row.digest))
    for name in sorted(TAKEN_BACK):
        make_withdrawal(make, name)
    make_openings(make)
    make_lines(make)
    make_print_runs(make)


def make_withdrawal(make: Maker, name: str) -> None:
    """One of them was taken back: the family that saw it reads this in its place."""
    paper = make.cast.rows[name]
    gone = make.row(
        PaperWithdrawal,
        name.replace("paper_ben", "gone_ben").removesuffix("_back"),
        student="ben",
        student_id=paper.student_id,
        paper=paper,
        kind=paper.kind,
        title=TITLES[paper.kind],
        language="en",
        issued_at=ISSUED_AT,
        released_at=ISSUED_AT,
        to_families=paper.to_families,
        withdrawn_at=WITHDRAWN_AT,
        withdrawn_by_name="Ada Sorensen",
        because="Marks of the wrong quarter",
        because_es="Notas de otro trimestre",
    )
    gone.title = f"{TITLES[paper.kind]} {gone.source_id}"


def make_openings(make: Maker) -> None:
    """Who has opened one of them."""
    for who in ("mother", "ben", "admin"):
        make.row(
            PaperOpened,
            f"opened_by_{who}",
            student="ben",
            readers_too=(who,),
            student_id=make.cast.rows["ben"].id,
            paper=make.cast.rows["paper_ben"],
            person_id=make.cast.persons[who].id,
            opened_at=ISSUED_AT,
        )


def make_lines(make: Maker) -> None:
    """The lines of the ledger about some of them; that about health only who sees health reads,
    that about one for printing only the office."""
    cast = make.cast
    for key, kind, student, who in (
        ("line_paper_ben", "paper.issued", "ben", ()),
        ("line_paper_ben_print", "cards.printed", "ben", ()),
        ("line_paper_ben_health", "health.issued", "", ("mother", "ben", "nurse")),
    ):
        paper = cast.rows[key.removeprefix("line_")]
        make.row(
            Change,
            key,
            student=student,
            readers_too=who,
            at=ISSUED_AT,
            kind=kind,
            student_id=paper.student_id,
            about_id=paper.pk,
            subject=paper.title,
            tx=1,
        )


def make_print_runs(make: Maker) -> None:
    """What an office and a nurse had made for the printer, each a file of one piece."""
    for name, (kind, school, who) in RUNS.items():
        run = make.row(
            PrintRun,
            name,
            readers_too=who,
            about_school=school,
            kind=kind,
            school=make.cast.rows[school],
            about=1,
            part="school",
            students=[make.cast.persons["ben" if school == "high" else "ana"].id],
            made_of="another time",
            task="documents.print_cards",
            state="ready",
            asked_by_name="Ada Sorensen",
            asked_at=ISSUED_AT,
            copies=1,
            done=1,
            attempt=1,
            worked_at=ISSUED_AT,
            made_at=ISSUED_AT,
            until=datetime(2027, 1, 1, tzinfo=UTC),
            parts=1,
        )
        word = run.asked_by_name.encode()
        make.row(
            PrintPiece,
            f"piece_of_{name}",
            readers_too=who,
            about_school=school,
            run=run,
            place=0,
            content=b"%PDF-1.7\n% " + word,
        )
