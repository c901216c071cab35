"""What words point to is there: a file or a decision that a comment, a docstring
or a page of docs names."""

import re
import subprocess

from tests.database import ROOT

#: A module or a statement between backticks, with some of its folders or none.
NAMED = re.compile(r"`([\w./-]+\.(?:py|sql))`")
DECISION = re.compile(r"decisions?[ /](\d{4})\b")
FOLDERS = ("openhouse", "tests", "scripts", "benchmarks", "docs", "README.md", "CONTRIBUTING.md")


def kept() -> list[str]:
    """The files of the house, as git knows them."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *FOLDERS],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_each_file_that_is_named_is_there() -> None:
    files = kept()
    ends = {f"/{name}"[at.start() :] for name in files for at in re.finditer("/", f"/{name}")}
    named = {
        (name, found)
        for name in files
        if name.endswith((".py", ".sql", ".md"))
        for found in NAMED.findall((ROOT / name).read_text())
    }
    assert len(named) > 30
    lost = sorted(each for each in named if f"/{each[1].lstrip('./')}" not in ends)
    assert not lost, f"these name a file that is not there: {lost}"


def test_each_decision_that_is_named_is_there_once() -> None:
    there = [path.name[:4] for path in (ROOT / "docs/decisions").glob("[0-9]*.md")]
    assert len(there) == len(set(there))
    named = {
        (name, number)
        for name in kept()
        if name.endswith((".py", ".sql", ".md", ".js", ".html", ".typ"))
        for number in DECISION.findall((ROOT / name).read_text())
    }
    assert len(named) > 10
    lost = sorted(each for each in named if each[1] not in there)
    assert not lost, f"these name a decision that is not there: {lost}"
