"""Ed-Fi XML read without trusting it: one record at a time, entities and DTDs refused.

An interchange file is a root ``Interchange…`` with records below it (``Student``, ``Grade``). A
record is parsed, handed on and forgotten, so memory does not grow with the file.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django.utils.translation import gettext_noop as _
from lxml import etree

from openhouse.interchange.rows import Broken, Words
from openhouse.interchange.source import Source

#: Elements that one record may have; the largest of a real district have a few hundred.
MOST_ELEMENTS = 100_000
HEAD = 64 * 1024

_NOTHING: Mapping[str, list["Element"]] = {}


class Unusable(Exception):
    """A record that cannot be taken; ``expected`` ends a sentence of the report."""

    def __init__(self, column: str, value: str, expected: str) -> None:
        super().__init__(column, value, expected)
        self.column = column
        self.value = value
        self.expected = expected


def missing(part: str, record: str) -> Words:
    """What was expected where *record* lacks *part*."""
    return Words(_("a %(part)s in %(record)s"), part=part, record=record)


class Element:
    """An element without its namespace: a text, or parts by name, or a ``ref`` to another."""

    __slots__ = ("id", "name", "parts", "ref", "text")

    def __init__(
        self,
        name: str,
        text: str = "",
        parts: Mapping[str, list["Element"]] = _NOTHING,
        ref: str = "",
        id: str = "",
    ) -> None:
        self.name = name
        self.text = text
        self.parts = parts
        self.ref = ref
        self.id = id

    def all(self, name: str) -> list["Element"]:
        """The parts called *name*, in the order of the file."""
        return self.parts.get(name) or []

    def first(self, *path: str) -> "Element | None":
        """The first part at the end of *path*, or None."""
        found = self
        for name in path:
            parts = found.parts.get(name)
            if not parts:
                return None
            found = parts[0]
        return found

    def get(self, *path: str) -> str:
        """The text at the end of *path*; empty if there is none."""
        found = self.first(*path)
        return found.text if found is not None else ""

    def need(self, *names: str) -> str:
        """The text of the first of *names* that has one; raises Unusable if none has."""
        for name in names:
            text = self.get(name)
            if text:
                return text
        raise Unusable(names[0], "", missing(names[0], self.name))

    def code(self, *path: str) -> str:
        """The code word of a descriptor: ``Tardy`` of ``uri://…Descriptor#Tardy``."""
        found = self.first(*path)
        return code_word(found) if found is not None else ""

    def says(self, name: str) -> bool | None:
        """What a yes-or-no element says; None if it is not there."""
        text = self.get(name).lower()
        return None if not text else text in ("true", "1")


def code_word(element: Element) -> str:
    """The code word of a descriptor in any of its forms, from a bare word to nested elements."""
    if element.text:
        return _bare(element.text)
    for name in ("CodeValue", "ShortDescription", "Description", element.name, "Descriptor"):
        inner = element.first(name)
        if inner is not None:
            return code_word(inner)
    return ""


@cache
def _bare(text: str) -> str:
    for mark in ("#", "Descriptor.xml/"):
        if mark in text and "://" in text:
            text = text.rpartition(mark)[2]
    return text.strip()


@cache
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def element_of(node: Any) -> Element:
    """The parsed *node* of lxml as an Element; valid when the node is gone."""
    parts: dict[str, list[Element]] = {}
    for child in node:
        name = _local(child.tag)
        if len(child):
            made = element_of(child)
        else:
            # most elements are these, so nothing is called for them that need not be
            made = Element(name, (child.text or "").strip(), _NOTHING, child.get("ref", ""))
        held = parts.get(name)
        if held is None:
            parts[name] = [made]
        else:
            held.append(made)
    text = "" if parts else (node.text or "").strip()
    return Element(_local(node.tag), text, parts, node.get("ref", ""), node.get("id", ""))


def interchange(source: Source, file: str) -> str:
    """The name of the file's root, ``InterchangeStudent``; empty if it is no interchange.

    Raises Broken for a file with a document type definition.
    """
    return rooted(source, file, r"Interchange[A-Z]\w*")


def rooted(source: Source, file: str, names: str) -> str:
    """The name of the file's root, where it is one of *names*, a pattern; else empty.

    Raises Broken for such a file with a document type definition.
    """
    with source.open(file) as stream:
        head = stream.read(HEAD)
    text = _decoded(head)
    found = re.search(rf"<(?:[\w.-]+:)?({names})[\s/>]", text)
    if found is None:
        return ""
    doctype = re.search(r"<!(DOCTYPE|ENTITY)", text[: found.start()])
    if doctype is not None:
        line = text.count("\n", 0, doctype.start()) + 1
        raise Broken(file, _("XML without a document type or entities"), line=line)
    return found[1]


def _decoded(head: bytes) -> str:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", "replace")
    if head[:4:2] == b"\0\0":
        return head.decode("utf-16-be", "replace")
    if head[1:4:2] == b"\0\0":
        return head.decode("utf-16-le", "replace")
    return head.decode("utf-8", "replace")


def records(source: Source, file: str) -> Iterator[tuple[str, Any]]:
    """The name and the lxml node of each record of *file*.

    A node lives until the next one is asked for; ``element_of`` copies what it holds. Raises
    Broken for XML that is damaged, in another encoding than it says, or made to do harm.
    """
    with source.open(file) as stream:
        events = _parser(stream)
        try:
            yield from _records(file, events)
        except etree.LxmlError as error:
            # the exception tells the last thing that went wrong, the log the first
            line, words = getattr(error, "lineno", 0) or 0, str(error)
            for first in events.error_log.filter_from_errors():
                line, words = first.line, first.message
                break
            expected = Words(_("well-formed XML (%(what)s)"), what=words.strip()[:200])
            raise Broken(file, expected, line=line) from error


def _parser(stream: Any) -> Any:
    return etree.iterparse(
        stream,
        events=("end",),
        remove_blank_text=True,
        remove_comments=True,
        remove_pis=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )


def _records(file: str, events: Any) -> Iterator[tuple[str, Any]]:
    size = 0
    for _event, node in events:
        if not size:
            _refuse_dtd(file, node)
        size += 1
        parent = node.getparent()
        if parent is None:
            return
        if parent.getparent() is None:
            yield _local(node.tag), node
            node.clear()
            while node.getprevious() is not None:
                del parent[0]
            size = 1
        elif size > MOST_ELEMENTS:
            expected = Words(_("at most %(count)s elements in one record"), count=MOST_ELEMENTS)
            raise Broken(file, expected, line=node.sourceline or 0)


def _refuse_dtd(file: str, node: Any) -> None:
    if node.getroottree().docinfo.internalDTD is not None:
        raise Broken(file, _("XML without a document type or entities"))
