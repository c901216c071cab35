"""Whose name a typed signature is: the given and the family name of who signs, as on file.

A typed name counts as a signature because it is hers. So both names are asked for, and of each one
word is enough; capitals, accents, the order, names between and a usual short form are forgiven, for
they say the same person. A name in another script cannot be compared: of it two words are asked.
"""

from collections.abc import Iterable

from openhouse.registration.rules.likeness import also_called, is_latin, plain, words_of

#: Given names (with what she is called), and family name.
type Signer = tuple[str, str]


def is_signed_by(typed: str, signers: Iterable[Signer]) -> bool:
    """If *typed* is the name of one of *signers*; of nobody who is known it is two words."""
    known = [each for each in signers if any(each)]
    if not known:
        return len(typed.split()) > 1
    return any(_is(typed, *each) for each in known)


def _is(typed: str, given: str, family: str) -> bool:
    if is_latin(typed) != is_latin(given + family):
        return len(typed.split()) > 1
    words = set(plain(typed).split())
    short = {name for word in words_of(given) for name in also_called(word)}
    signs = not given or bool(words & short) or _joined(given) in _joined(typed)
    if not family:
        return signs
    return signs and (bool(words & {*words_of(family)}) or _joined(family) in _joined(typed))


def may_be_initials(typed: str, signers: Iterable[Signer]) -> bool:
    """If *typed* may be the initials of one of *signers*: one of them begins a name of hers. Of
    nobody who is known, and in another script, any may."""
    known = [each for each in signers if any(each)]
    return not known or any(_begins(typed, *each) for each in known)


def _begins(letters: str, given: str, family: str) -> bool:
    if is_latin(letters) != is_latin(given + family):
        return True
    short = {name for word in words_of(given) for name in also_called(word)}
    names = {*words_of(given), *words_of(family), *short}
    return bool({*_joined(letters)} & {name[0] for name in names if name})


def _joined(name: str) -> str:
    return plain(name).replace(" ", "")
