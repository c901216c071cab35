"""The words of pages and code, and their translations, without the gettext programs.

``python -m scripts.words gather`` brings ``openhouse/locale`` up to date with the code,
``compile`` makes the files that Django reads, and ``check`` fails on anything not translated.
``pseudo FOLDER`` makes a catalog of a language that nobody speaks (ar-xb): English, each word
marked and drawn from right to left, so that a word that goes past the catalog, and a page that
cannot be turned around, is seen at once (``docs/style.md``).
"""

import re
import sys
from ast import literal_eval
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import django.conf
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "openhouse"
LOCALE = CODE / "locale"
LANGUAGES = ("es",)
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
TEXT = r"""u?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
CALL = re.compile(
    rf"\b(_|gettext|ngettext|pgettext|npgettext)\(\s*({TEXT})(?:\s*,\s*({TEXT}))?(?:\s*,\s*({TEXT}))?"
)
PLACE = re.compile(r"%\((\w+)\)|%[sd]|(?<!\{)\{(\w*)")

#: Django's formats of dates and times: single letters.
DATE_FORMAT = re.compile(r"[A-Za-z](?:[ ,.:/]+[A-Za-z])*")
#: What a translation must not change: places for values, tags, entities.
KEPT = re.compile(r"(%\(\w+\)[sd]|%[sd%]|\{\w*\}|<[^>]*>|&\w+;)")
LETTERS = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
#: RIGHT-TO-LEFT OVERRIDE and POP DIRECTIONAL FORMATTING.
TURNED, TURNED_BACK = "\u202e", "\u202c"

Found = tuple[str | tuple[str, ...], str | None]


def in_template(text: str) -> Iterator[Found]:
    """Each message of a template, with its context."""
    for call in CALL.finditer(templatize(text)):
        name, *parts = call.groups()
        said = [literal_eval(part) for part in parts if part]
        context = said.pop(0) if name in ("pgettext", "npgettext") else None
        yield (tuple(said[:2]) if name.startswith("n") else said[0]), context


def in_python(path: Path) -> Iterator[Found]:
    """Each message of a module, with its context."""
    with path.open("rb") as file:
        for _line, name, said, _comments in extract_python(file, KEYWORDS.keys(), [], {}):
            parts = [part for part in (said if isinstance(said, tuple) else (said,)) if part]
            if not parts:
                continue
            short = name.removesuffix("_lazy").removesuffix("_noop")
            context = parts.pop(0) if short in ("pgettext", "npgettext") else None
            yield (
                (tuple(parts[:2]) if short.startswith("n") and len(parts) > 1 else parts[0]),
                (context),
            )


def gathered() -> Catalog:
    """Every message of the code, with the files it is in."""
    if not django.conf.settings.configured:
        django.conf.settings.configure()
    catalog = Catalog(domain="django", charset="utf-8", fuzzy=False)
    for path in sorted([*CODE.rglob("*.py"), *CODE.rglob("*.html"), *CODE.rglob("*.txt")]):
        where = path.relative_to(ROOT).as_posix()
        found = in_python(path) if path.suffix == ".py" else in_template(path.read_text())
        for message, context in found:
            catalog.add(message, context=context, locations=[(where, 0)])
    return catalog


def file_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """The translations into *language*; empty where there is no file yet."""
    path = file_of(language)
    if not path.exists():
        return Catalog(locale=language, domain="django", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django")


def gather() -> None:
    """Add new messages to each language, empty, and take away those that nobody says."""
    template = gathered()
    for language in LANGUAGES:
        catalog = read(language)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        catalog.fuzzy = False
        path = file_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = BytesIO()
        write_po(text, catalog, width=100, sort_by_file=True, include_lineno=False)
        # Its hour changes with every run: two branches that touch no same word would clash in it.
        lines = text.getvalue().splitlines(keepends=True)
        path.write_bytes(b"".join(line for line in lines if b"POT-Creation-Date" not in line))


def compile_all() -> None:
    """Write the files that Django reads."""
    for language in LANGUAGES:
        path = file_of(language)
        if path.exists():
            with path.with_suffix(".mo").open("wb") as file:
                write_mo(file, read(language))


def untranslated() -> list[str]:
    """A line for each message that a language lacks, has wrongly, or has for nothing."""
    template = gathered()
    lines = []
    for language in LANGUAGES:
        catalog = read(language)
        said = {(message.id, message.context) for message in template if message.id}
        for message in template:
            if message.id:
                lines += faults(language, message, catalog.get(message.id, message.context))
        for message in catalog:
            if message.id and (message.id, message.context) not in said:
                lines.append(f"{language}: {message.id!r} is said nowhere; run make words")
    return lines


def faults(language: str, message: Message, translated: Message | None) -> list[str]:
    """What is wrong with one translation."""
    name = f"{language}: {message.id!r}"
    if translated is None:
        return [f"{name} is missing; run make words"]
    words = translated.string if isinstance(translated.string, tuple) else (translated.string,)
    if not all(words):
        return [f"{name} has no translation"]
    if translated.fuzzy:
        return [f"{name} is marked fuzzy"]
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    wanted = set().union(*(PLACE.findall(text) for text in ids))
    strange = set().union(*(PLACE.findall(text) for text in words)) - wanted
    return [f"{name}: {text} is not in the original" for text in sorted(map(str, strange))]


def marked(text: str) -> str:
    """*text* with each word between the signs that draw it from right to left, as Chromium's own
    pseudo-locale ar-XB has them; a format of dates stays, and so do tags and places for values."""
    if DATE_FORMAT.fullmatch(text):
        return text
    parts = KEPT.split(text)
    return "".join(
        part if at % 2 else LETTERS.sub(f"{TURNED}\\g<0>{TURNED_BACK}", part)
        for at, part in enumerate(parts)
    )


def pseudo(folder: Path) -> None:
    """Write the catalog of ar-xb under *folder*."""
    catalog = Catalog(locale="ar", domain="django", charset="utf-8", fuzzy=False)
    catalog._num_plurals, catalog._plural_expr = 2, "(n != 1)"
    for message in gathered():
        if message.id:
            said = message.id
            string = tuple(map(marked, said)) if isinstance(said, tuple) else marked(said)
            catalog.add(said, string, context=message.context)
    into = folder / "ar_XB" / "LC_MESSAGES"
    into.mkdir(parents=True, exist_ok=True)
    with (into / "django.mo").open("wb") as file:
        write_mo(file, catalog)


def main(command: str, *folder: str) -> int:
    """Run one of gather, compile, check and pseudo; 1 when the check finds something."""
    if command == "pseudo" and folder:
        pseudo(Path(*folder))
    elif command == "gather":
        gather()
    elif command == "compile":
        compile_all()
    elif command == "check":
        lines = untranslated()
        sys.stdout.writelines(f"{line}\n" for line in lines)
        return 1 if lines else 0
    else:
        sys.exit(f"scripts.words: gather, compile, check or pseudo FOLDER, not {command!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]) if len(sys.argv) > 1 else main(""))
