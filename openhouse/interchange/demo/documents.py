"""What the demonstration's schools have published: a form that waits for signatures, a letter that
is to be read, a letter in Spanish, and what a teacher gives out to a class."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

import typst

from openhouse.documents.models import PublishedEdition, PublishedFile
from openhouse.interchange.demo.copying import copy_rows
from openhouse.interchange.demo.town import Human, Kid, School, Town

RECEIPT = (
    "student_id published_id edition_id school_id section_id person_id person_name state opened_at"
    " done_at typed_name agreed_to sha256 reason"
)
#: Of ten families so many have answered, and one has opened it only.
ANSWERED = 6


@dataclass(frozen=True, slots=True)
class Text:
    """A paper as it is written: lines, and what it asks. ``days`` ago it was published."""

    kind: str
    title: str
    words: str
    lines: tuple[str, ...]
    asks: str = "nothing"
    language: str = "en"
    days: int = 10
    due: int | None = None


TRIP = Text(
    "form",
    "Field trip permission",
    "One signature for all day trips of this school year. Please sign so that your child can come.",
    (
        "During the year our classes visit the nature center, the state capitol and the science"
        " museum. Buses leave after the first bell and are back before the last one.",
        "A teacher and at least one other adult go with each class. Lunch is from the cafeteria.",
        "With my signature I allow my child to take part, and the school to get medical help in an"
        " emergency.",
    ),
    asks="sign",
    days=3,
    due=6,
)
PHONES = Text(
    "letter",
    "Phones during the school day",
    "The rule has changed. Please say that you have read it.",
    (
        "Phones stay switched off in the backpack from the first bell to the last.",
        "In an emergency please call the office. We fetch your child to the phone at once.",
    ),
    asks="read",
    days=12,
    due=20,
)
WELCOME = Text(
    "letter",
    "Bienvenidos al año escolar",
    "Una carta de la escuela para las familias, en español.",
    (
        "Nos alegra tener a sus hijos con nosotros. Las puertas abren a las 7:30.",
        "Si necesita un intérprete para una reunión, llame a la oficina. No cuesta nada.",
    ),
    language="es",
    days=30,
)
SUPPLIES = Text(
    "other",
    "What to bring to this class",
    "",
    ("A notebook with squares, two pencils, a ruler and an eraser.", "Please write names on them."),
    days=25,
)
TEXTS = (TRIP, PHONES, WELCOME)


def write_documents(town: Town, now: datetime) -> None:
    """Three papers of each school, one of a class of the older child, and some answers."""
    clerks = {post.school: post.human for post in town.posts if post.role == "office"}
    for school in town.schools:
        for text in TEXTS:
            file, edition = _publish(school, None, text, clerks.get(school), now)
            copy_rows("documents_publishedreceipt", RECEIPT, _receipts(town, file, edition, now))
    math = [one for one in town.families[0].kids[0].sections if one.course.subject == "Math"]
    for section in math[:1]:
        _publish(section.school, section.id, SUPPLIES, section.teacher.human, now)


def _publish(
    school: School, section: int | None, text: Text, by: Human | None, now: datetime
) -> tuple[PublishedFile, PublishedEdition]:
    day = now.date() - timedelta(text.days)
    day -= timedelta(max(0, day.weekday() - 4))  # nobody publishes on a weekend
    at = datetime.combine(day, time(8, 5), now.tzinfo)
    content = paper(school.name, text)
    file = PublishedFile(
        school_id=school.id,
        school_year_id=school.year_id,
        section_id=section,
        kind=text.kind,
        title=text.title,
        words=text.words,
        language=text.language,
        visible_from=day,
        asks=text.asks,
        due_on=now.date() + timedelta(text.due) if text.due else None,
        published_by_id=by.id if by else None,
        published_by_name=by.name if by else school.name,
        published_at=at,
    )
    file.save(force_insert=True)
    edition = PublishedEdition.objects.create(
        published=file,
        number=1,
        name=f"{text.title}.pdf",
        kind="application/pdf",
        size=len(content),
        pages=1,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        added_at=at,
    )
    return file, edition


def paper(school: str, text: Text) -> bytes:
    """A page set in Typst."""
    body = "\n\n".join(text.lines)
    signed = (
        "\n#v(2cm)\n#line(length: 8cm, stroke: 0.5pt)\nSignature" if text.asks == "sign" else ""
    )
    source = (
        f'#set document(title: "{text.title}", date: none)\n'
        f'#set text(size: 11.5pt, lang: "{text.language}")\n'
        f'#set page(paper: "us-letter", margin: 2.5cm)\n#set par(leading: 0.8em, spacing: 1.4em)\n'
        f"#text(fill: luma(90))[{school}]\n\n= {text.title}\n\n{body}\n{signed}\n"
    )
    made: Any = typst.compile(source.encode(), format="pdf")
    return bytes(made)


def _receipts(
    town: Town, file: PublishedFile, edition: PublishedEdition, now: datetime
) -> Iterator[Sequence[Any]]:
    """What the families have answered; the first one, whose parent can sign in, has not."""
    if file.asks == "nothing":
        return
    for family in town.families[1:]:
        adult = next((tie.adult for tie in family.ties if tie.portal and not tie.barred), None)
        for kid in family.kids:
            fate = kid.id % 10
            if adult is not None and kid.school.id == file.school_id and fate <= ANSWERED + 1:
                yield _receipt(kid, adult, file, edition, fate, now)


def _receipt(
    kid: Kid,
    adult: Human,
    file: PublishedFile,
    edition: PublishedEdition,
    fate: int,
    now: datetime,
) -> Sequence[Any]:
    opened = min(file.published_at + timedelta(hours=9 + kid.id % 14), now)
    before = (kid.id, file.pk, edition.pk, file.school_id, None, adult.id, adult.name)
    if fate > ANSWERED:
        return (*before, "opened", opened, None, "", "", "", "")
    if file.asks == "read":
        return (*before, "read", opened, opened, "", "", "", "")
    if fate == ANSWERED and kid.id % 20 == ANSWERED:
        return (*before, "declined", opened, opened, "", "", "", "We are away on these days.")
    agreed = "I agree to it, and that my name typed here counts as my signature."
    return (*before, "signed", opened, opened, adult.name, agreed, edition.sha256, "")
