"""Files stay short enough to be read: 300 lines (tests: 500), or a reason why not."""

from tests.database import ROOT

LONGEST = 300
LONGEST_TEST = 500
#: Longer ones, each with its reason.
REASONS = {
    "openhouse/interchange/kinds.py": "one table of what an import knows, read side by side",
}
FOLDERS = ("openhouse", "tests", "benchmarks", "scripts")


def test_no_file_is_too_long_to_read() -> None:
    long = {}
    for folder in FOLDERS:
        most = LONGEST_TEST if folder == "tests" else LONGEST
        for path in (ROOT / folder).rglob("*.py"):
            name = path.relative_to(ROOT).as_posix()
            count = len(path.read_text().splitlines())
            if count > most and name not in REASONS and "/migrations/" not in name:
                long[name] = count
    assert not long, f"split these by noun, or give a reason here: {long}"


def test_every_reason_is_still_needed() -> None:
    for name in REASONS:
        assert len((ROOT / name).read_text().splitlines()) > LONGEST, name
