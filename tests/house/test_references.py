"""What words point to is there: a file that a comment, a docstring or a page of docs names."""

import re
import subprocess

from tests.database import ROOT

#: A module or a statement between backticks, with some of its folders or none.
NAMED = re.compile(r"`([\w./-]+\.(?:py|sql))`")
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
