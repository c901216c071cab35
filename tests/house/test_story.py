"""What the code writes into the ledger has words on a page; and no words wait for a line."""

import ast
from collections.abc import Iterator

from openhouse.ledger.kinds import kind_words
from openhouse.sign_in.single.words import ABOUT_PROVIDERS
from openhouse.sign_in.story import STORY
from tests.database import ROOT

#: How a kind begins, and the words of the page on which its lines stand.
WORDS = {"account": STORY, "sign_on": ABOUT_PROVIDERS}
#: Where no words of a kind are needed.
WORDLESS = {
    "sign_in": "the page of devices tells each by browser and place",
    "import": "the page of imports tells each by its run",
    "record": "one kind only: who looked at which page of a child",
    "absence": "what became of a family's note stands on the note itself",
    "rules": "said by ``openhouse/ledger/kinds.py``, with all others",
    "message": "said by ``openhouse/ledger/kinds.py``, with all others",
    "thread": "said by ``openhouse/ledger/kinds.py``, with all others",
    "away": "said by ``openhouse/ledger/kinds.py``, with all others",
    "announcement": "said by ``openhouse/ledger/kinds.py``, with all others",
    "document": "said by ``openhouse/ledger/kinds.py``, with all others",
    "paper": "said by ``openhouse/ledger/kinds.py``, with all others",
    "health": "said by ``openhouse/ledger/kinds.py``, with all others",
    "cards": "said by ``openhouse/ledger/kinds.py``, with all others",
    "audit": "said by ``openhouse/ledger/kinds.py``, with all others",
    "missing_work": "said by ``openhouse/ledger/kinds.py``, with all others",
    "registration": "said by ``openhouse/ledger/kinds.py``, with all others",
    "work": "said by ``openhouse/ledger/kinds.py``, with all others",
    "demo": "of a demonstration that is made anew; nobody's page",
}
#: What adds a line, and what hands a kind on to it.
WRITERS = {"record", "Change", "_tell", "_told", "note", "write_lines"}

TREES = [ast.parse(path.read_text()) for path in (ROOT / "openhouse").rglob("*.py")]


def kinds_in(node: ast.AST) -> set[str]:
    """The strings in *node* that are kinds: a word, a dot, words."""
    texts = (each.value for each in ast.walk(node) if isinstance(each, ast.Constant))
    said = (text.split(".") for text in texts if isinstance(text, str))
    return {
        ".".join(parts)
        for parts in said
        if len(parts) == 2 and parts[0] in {*WORDS, *WORDLESS} and parts[1].isidentifier()
    }


def calls(tree: ast.AST, within: ast.AST | None = None) -> Iterator[tuple[ast.expr, ast.AST]]:
    """What each call of a writer gives as kind, with the function that it stands in."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in WRITERS:
            named = [word.value for word in node.keywords if word.arg == "kind"]
            for kind in [*named, *node.args][:1]:
                yield kind, within or tree
        yield from calls(node, node if isinstance(node, ast.FunctionDef) else within)


def assigned(name: str) -> set[str]:
    """The kinds that are given that name anywhere."""
    given = (node for tree in TREES for node in ast.walk(tree) if isinstance(node, ast.Assign))
    found = set()
    for node in given:
        names = {getattr(each, "id", "") for to in node.targets for each in ast.walk(to)}
        found |= kinds_in(node.value) if name in names else set()
    return found


def written() -> set[str]:
    """Every kind that the code writes."""
    found: set[str] = set()
    for kind, function in (each for tree in TREES for each in calls(tree)):
        if literal := kinds_in(kind):
            found |= literal
        elif getattr(function, "name", "") not in WRITERS:
            name = getattr(kind, "id", "")
            known = kinds_in(function) or (assigned(name) if name else set())
            assert known, f"which kind is {ast.unparse(kind)}, in {ast.unparse(function)[:60]}?"
            found |= known
    return found


def test_every_line_that_is_written_has_words() -> None:
    missing = {
        kind
        for kind in written()
        if kind.partition(".")[0] in WORDS and kind not in WORDS[kind.partition(".")[0]]
    }
    assert not missing, f"these lines would read “The account was changed”: {missing}"


def test_no_line_is_read_by_the_name_of_its_kind() -> None:
    raw = {kind for kind in written() if kind_words(kind) == kind}
    assert not raw, raw


def test_no_words_are_kept_for_a_line_that_nobody_writes() -> None:
    spare = {kind for words in WORDS.values() for kind in words} - written()
    assert not spare, spare


def test_the_kinds_are_found_where_they_are_written() -> None:
    assert {
        "account.made",
        "account.passkey_added",
        "account.sso_linked",
        "sign_on.off",
    } < written()
