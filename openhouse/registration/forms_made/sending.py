"""A section or question that was sent: read, judged, kept if nobody was faster."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from openhouse.access.requests import whole_number
from openhouse.common.fields import focused
from openhouse.common.text import reader_language
from openhouse.registration.defaults import default_form
from openhouse.registration.forms_made import actions, queries
from openhouse.registration.forms_made.forms import QuestionForm
from openhouse.registration.forms_made.pages import title_of
from openhouse.registration.forms_made.section_form import SectionForm
from openhouse.registration.forms_made.worded import LEVELS as LEVEL_CHOICES
from openhouse.registration.forms_made.words import KINDS as KIND_WORDS
from openhouse.registration.models import FormVersion
from openhouse.registration.rules import editing
from openhouse.registration.rules.form import Kind, Per, said_in

KINDS = tuple(KIND_WORDS)
LEVELS = tuple(value for value, _words in LEVEL_CHOICES)


@dataclass(slots=True)
class Edit:
    """One piece of a draft on its page. ``seen`` is the print of how it was when it was opened."""

    version: FormVersion
    #: The piece as it stands now; ``key`` empty: a new one.
    key: str
    piece: Mapping[str, Any]
    form: Any
    is_section: bool
    #: What was sent; None where the page is only opened.
    sent: Mapping[str, str] | None
    #: The section of a question.
    home: str = ""
    overtaken: bool = False

    @property
    def seen(self) -> str:
        """The print of the piece as she saw it; of what another has made of it once she knows."""
        if self.sent is not None and not self.overtaken:
            return self.sent.get("seen", "")
        return editing.print_of(self.piece) if self.key else ""

    @property
    def stood(self) -> str:
        """Where she saw it stand; once she knows that another has moved it, where it stands now."""
        if self.sent is not None and not self.overtaken:
            return self.sent.get("stood", "")
        return self._stands(self.version.definition) if self.key else ""

    def _stands(self, definition: Mapping[str, Any]) -> str:
        return editing.stands(definition, self.key, section=self.is_section)

    @property
    def is_good(self) -> bool:
        """If it was sent and may be kept."""
        return bool(self.form.is_bound and self.form.is_valid())

    @property
    def status(self) -> int:
        """With which status its page is shown."""
        if self.overtaken:
            return 409
        return 400 if self.form.is_bound else 200

    @property
    def anchor(self) -> str:
        """Where on the page of the form it stands."""
        return f"#{'s' if self.is_section else 'q'}-{self.key or self.piece['key']}"

    def keep(self, now: datetime) -> bool:
        """Put it into the draft; False, with ``overtaken``, where another was faster."""
        return self._changed(self._put, now)

    def keep_without(self, now: datetime) -> bool:
        """Take it out of the draft; likewise."""
        return self._changed(self._take_out, now)

    def _changed(self, edit: Any, now: datetime) -> bool:
        try:
            actions.change(self.version.pk, now, edit, self._is_as_seen)
        except actions.Overtaken:
            self.overtaken = True
            return False
        return True

    def _is_as_seen(self, definition: dict[str, Any]) -> bool:
        if not self.key:
            return True
        found, sent = self._found(definition), self.sent or {}
        if found is None or editing.print_of(found) != sent.get("seen"):
            return False
        stood = sent.get("stood", "")
        # who only says it better minds no other place of it
        moves = "remove" not in sent and bool(self.form.cleaned_data["place"])
        return not (moves and stood) or stood == self._stands(definition)

    def _found(self, definition: Mapping[str, Any]) -> Any:
        if self.is_section:
            return editing.section_of(definition, self.key)
        found = editing.question_of(definition, self.key)
        return found[1] if found else None

    def _put(self, definition: dict[str, Any]) -> None:
        said = self.form.said
        if not self.key:
            said["key"] = self._key_for(definition, said)
            self.piece = said
        place = self.form.cleaned_data["place"]
        if self.is_section:
            editing.put_section(definition, said, place)
        else:
            editing.put_question(definition, self.home, said, place)

    def _key_for(self, definition: Mapping[str, Any], said: Mapping[str, Any]) -> str:
        if self.is_section:
            taken = {each["key"] for each in definition["sections"]}
            return editing.fresh_key(said["title"]["en"], taken)
        taken = {question["key"] for _section, question in editing.questions(definition)}
        return editing.fresh_key(said["label"]["en"], taken)

    def _take_out(self, definition: dict[str, Any]) -> None:
        editing.take_out(definition, self.key, section=self.is_section)

    @property
    def context(self) -> dict[str, Any]:
        """What its page shows."""
        leaning = self._leaning()
        words = self.piece.get("title" if self.is_section else "label")
        return {
            "version": self.version,
            "title": title_of(self.version),
            "form": focused(self.form),
            "key": self.key,
            "seen": self.seen,
            "stood": self.stood,
            "overtaken": self.overtaken,
            "removing": "remove" in (self.sent or ()),
            "kind": None if self.is_section else KIND_WORDS[Kind(self.piece["kind"])],
            "heading": said_in(words or {}, reader_language()),
            "leaning": [said_in(each["label"], reader_language()) for each in leaning],
        }

    def _leaning(self) -> list[dict[str, Any]]:
        """The questions of others that depend on it."""
        if not self.key:
            return []
        keys = {self.key}
        if self.is_section:
            keys = {each["key"] for each in self.piece["questions"]}
        return editing.leaning_on(self.version.definition, keys)


def _typed(data: Any) -> Any:
    """What was typed: who removes a piece has typed nothing."""
    return None if data is not None and "remove" in data else data


def section_edit(
    version: FormVersion, key: str, languages: Sequence[str], data: Any
) -> Edit | None:
    """The section *key*, or a new one ("")."""
    piece = (
        editing.section_of(version.definition, key)
        if key
        else editing.new_section("", Per.HOUSEHOLD)
    )
    if piece is None or (not key and version.published_at):
        return None
    form = SectionForm(_typed(data), version.definition, piece, languages)
    return Edit(version, key, piece, form, is_section=True, sent=data)


def question_edit(
    version: FormVersion, key: str, languages: Sequence[str], data: Any
) -> Edit | None:
    """The question *key*."""
    found = editing.question_of(version.definition, key)
    if found is None:
        return None
    section, piece = found
    form = QuestionForm(_typed(data), version.definition, section, piece, languages)
    return Edit(version, key, piece, form, is_section=False, sent=data, home=section["key"])


def new_question_edit(
    version: FormVersion, home: str, kind: str, languages: Sequence[str], data: Any
) -> Edit | None:
    """A new question at the end of the section *home*."""
    section = editing.section_of(version.definition, home)
    if section is None:
        return None
    piece = editing.new_question("", Kind(kind))
    form = QuestionForm(data, version.definition, section, piece, languages)
    return Edit(version, "", piece, form, is_section=False, sent=data, home=home)


def kinds_page(version: FormVersion, home: str) -> dict[str, Any] | None:
    """The kinds of question to choose from, of a section."""
    section = editing.section_of(version.definition, home)
    if section is None or version.published_at:
        return None
    return {
        "version": version,
        "title": title_of(version),
        "section": said_in(section["title"], reader_language()),
        "kinds": [
            (f"?kind={quote(kind)}", *words)
            for kind, words in KIND_WORDS.items()
            if kind != Kind.RELATION or section["per"] == Per.STUDENT
        ],
    }


def begun(data: Mapping[str, str], now: datetime) -> FormVersion | None:
    """The draft that was asked for; None where what it should be made of is not there."""
    purpose, source = data.get("purpose", ""), data.get("from", "")
    if source in ("", "shipped"):
        if purpose not in FormVersion.Purpose:
            return None
        return actions.begin(purpose, default_form(purpose) if source else None, now)
    version = queries.version_at(whole_number(source) or 0)
    return actions.begin(version.purpose, version.definition, now) if version else None


def moved(version: FormVersion, data: Mapping[str, str], now: datetime) -> tuple[str, str]:
    """What came of moving a section or question, "up:q:street:home:moved", and where on the page
    it stands: "" where it was moved; "gone", or it is at the end; "overtaken", it stands somewhere
    else than after ``moved`` in ``home``, where it was seen."""
    where, what, key, *stood = data.get("move", "").split(":", 3) + [""] * 3
    seen, done = stood[0], list[str]()

    def edit(definition: dict[str, Any]) -> None:
        is_section, by = what == "s", -1 if where == "up" else 1
        stands = editing.stands(definition, key, section=is_section)
        if stands and seen and seen != stands:
            done.append("overtaken")
        else:
            went = editing.move(definition, key, by, section=is_section)
            done.append("" if went else "gone")

    try:
        actions.change(version.pk, now, edit)
    except actions.Overtaken:
        return "gone", ""
    return done[0], "" if done == ["gone"] else f"#{what}-{key}"
