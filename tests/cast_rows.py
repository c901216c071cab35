"""Makes the rows of the cast: ids, canary words, and who may read them."""

from datetime import UTC, datetime
from typing import Any

from django.db import models

from openhouse.common.wall import Wall, wall_of
from tests.cast import CANARIES, HOLDS, NURSES, OFFICE, SEES, Canary, Cast, helpers, readers

#: Texts that are codes, or that a word would break.
PLAIN = {
    "asked_by", "cvx", "desk", "digest", "grade_level", "key", "kind", "language", "mark",
    "password", "reference", "sex", "sha256", "slug", "snapshot", "state", "suffix", "time_zone",
    "title", "username",
}  # fmt: skip
TEXTS = (models.CharField, models.TextField)
#: Said with each row: families, the class's teacher or the nurse, the school's office.
OF_READERS = (
    *(Wall.PUBLISHED, Wall.PUBLISHED_EDITION, Wall.RECEIPT, Wall.ANNOUNCED),
    *(Wall.MESSAGE, Wall.OF_MESSAGE, Wall.RECIPIENT),
    *(
        Wall.APPLICATION,
        Wall.CANDIDATE,
        Wall.OF_APPLICATION,
        Wall.ANSWER,
        Wall.ANSWER_FILE,
        Wall.DECISION,
    ),
    *(Wall.SIGNATURE, Wall.KNOWN, Wall.OF_CANDIDATE, Wall.POSTED, Wall.HOUSE, Wall.CONSENT),
    Wall.REVIEW,
)
#: Said with each row, of whom the family and the school may see the student.
OF_QUESTIONS = (
    *(Wall.QUESTION, Wall.THREAD, Wall.THREAD_POST, Wall.THREAD_READER, Wall.OF_POST),
    *(Wall.HANDED_IN, Wall.OF_HAND_IN),
)
OF_HEALTH = (
    *(Wall.HEALTH, Wall.HEALTH_UPLOAD, Wall.HEALTH_REMARK),
    *(Wall.HEALTH_CONDITION, Wall.HEALTH_MEDICATION, Wall.HEALTH_VISIT),
)
OF_STUDENTS = (Wall.STUDENT, Wall.SCORE, Wall.MARK)
OF_TRANSCRIPTS = (Wall.TRANSCRIPT, Wall.TRANSCRIPT_LINE, Wall.WITHDRAWAL)


def is_answer(field: Any) -> bool:
    """If it holds what a family answered, a text here."""
    return isinstance(field, models.JSONField) and field.name == "value"


class Maker:
    """Makes rows of one district, each with an id and a word of its own."""

    def __init__(self, cast: Cast, into: list[Any], first_id: int) -> None:
        self.cast = cast
        self.into = into
        self.next = first_id

    def row(
        self,
        model: type[models.Model],
        key: str,
        /,
        *,
        student: str = "",
        readers_too: tuple[str, ...] = (),
        about_school: str = "",
        **values: Any,
    ) -> Any:
        """A row of *model*, found again under *key*; *readers_too* may read it beside the rule."""
        number, self.next = self.next, self.next + 1
        word = self.word_of(number)
        meta = model._meta
        if meta.pk.name == "id":
            values.setdefault("id", number)
        row = model(**self.filled(meta, values, word))
        self.cast.rows[key] = row
        self.into.append(row)
        struck = bool(values.get("struck_at")) or values.get("to_families") is False
        families, staff = self.who(model, student, readers_too, struck=struck)
        CANARIES[word] = Canary(
            word,
            self.cast.slug,
            meta.db_table,
            key,
            families,
            staff,
            self.who_in_an_office(model, student, readers_too, about_school),
            student,
            about_school,
            public=getattr(model, "wall", None) is Wall.PUBLIC,
        )
        return row

    def word_of(self, number: int) -> str:
        return f"ZQ{number}{self.cast.slug}"

    @property
    def next_word(self) -> str:
        """The word of the row that is made next, for where no text takes it by itself."""
        return self.word_of(self.next)

    def filled(self, meta: Any, values: dict[str, Any], word: str) -> dict[str, Any]:
        """*values* with district and times, and the row's *word* in every text that takes it."""
        fields = {field.name: field for field in meta.fields}
        if "district_id" in fields:
            values.setdefault("district_id", self.cast.id)
        if "source_id" in fields:
            values["source_id"] = word
        for name, field in fields.items():
            if getattr(field, "auto_now_add", False):
                values[name] = datetime(2026, 8, 1, tzinfo=UTC)
        for name, value in values.items():
            field = fields.get(name)
            if isinstance(value, str) and value and self.takes_word(name, field):
                values[name] = self.marked(name, value, word, field)
        return values

    def takes_word(self, name: str, field: Any) -> bool:
        return (
            name not in PLAIN
            and name != "source_id"
            and (isinstance(field, TEXTS) or is_answer(field))
            and not field.choices
        )

    def marked(self, name: str, value: str, word: str, field: Any) -> str:
        """*value* with the row's word in it; an e-mail address stays one."""
        text = f"{word}.{value}" if "@" in value else f"{value} {word}"
        limit = getattr(field, "max_length", None)
        if limit and len(text) > limit:
            raise ValueError(f"{name} {text!r} is longer than {limit}")
        return text

    def who_in_an_office(
        self, model: type[models.Model], student: str, too: tuple[str, ...], school: str
    ) -> frozenset[str] | None:
        """Who may read a row of *model* under the office's hat."""
        wall = wall_of(model)
        if wall in (Wall.PUBLIC, Wall.DISTRICT, Wall.POST, Wall.SCHOOLS_OWN):
            return None
        if wall in (Wall.ALONE, Wall.PROOF, Wall.MEMBER):
            return frozenset(too)
        if wall in (Wall.TEACHERS, Wall.TEACHERS_NOTE):
            return frozenset()
        if wall in (Wall.DESK, Wall.PRINT, Wall.PRINT_PIECE):
            hers = school in ("", "high") and not too
            return frozenset({"admin", "clerk"} if hers else {"admin"})
        if wall in (*OF_STUDENTS, Wall.GUARDIANSHIP, Wall.NOTE, Wall.OFFICE, *OF_TRANSCRIPTS):
            return readers(student, OFFICE)
        if wall in (*OF_QUESTIONS, Wall.PAPER):
            return readers(student, OFFICE) & {*too, "admin"}
        if wall in OF_HEALTH:
            return frozenset({"admin"})
        if wall is Wall.NOTE_FILE:
            return frozenset({"admin", "clerk"})  # the office of each child that it is about
        if wall in OF_READERS:
            return frozenset(too) & {"clerk"} | {"admin"}
        if wall is Wall.STAFF:
            return frozenset({"admin"})
        if wall is Wall.KEY:
            return frozenset(too) | {"admin"}
        return helpers(*too, student) | frozenset(too)

    def who(
        self, model: type[models.Model], student: str, too: tuple[str, ...], *, struck: bool = False
    ) -> tuple[frozenset[str] | None, frozenset[str] | None]:
        """Who may read a row of *model* under the family's and under the staff's hat."""
        wall = wall_of(model)
        if wall in (Wall.PUBLIC, Wall.DISTRICT, Wall.POST, Wall.SCHOOLS_OWN):
            return None, None
        more = frozenset(too)
        if wall in (Wall.ALONE, Wall.PROOF, Wall.MEMBER):
            return more, more
        office = frozenset({"admin"})
        if wall in OF_STUDENTS:
            return readers(student, SEES) | more, readers(student, HOLDS) | more
        if wall in OF_TRANSCRIPTS:
            return (frozenset() if struck else readers(student, SEES) | more), office
        if wall in OF_HEALTH:
            families = readers(student, SEES) & (more if wall is Wall.HEALTH_UPLOAD else {*SEES})
            hidden = wall is Wall.HEALTH_REMARK
            return frozenset() if hidden else families, readers(student, NURSES)
        if wall is Wall.PERSON:
            return readers(student, SEES) | more, readers(student, HOLDS) | more | office
        if wall is Wall.GUARDIANSHIP:
            return more, readers(student, HOLDS) | more
        if wall in OF_QUESTIONS:
            return more & readers(student, SEES), more & readers(student, HOLDS) | office
        if wall in (Wall.NOTE, Wall.NOTE_FILE):
            return more, office
        if wall in OF_READERS:
            return more & frozenset(SEES), more & frozenset(HOLDS) - {"clerk"} | office
        return more, more | office
