"""Deliveries that are not to be trusted: a clear word, and nothing changed."""

import stat
import struct
import zipfile
from pathlib import Path

import pytest
from django.db import connection

from tests.interchange.deliveries import FILES, instead, write, zipped
from tests.interchange.juniper import Juniper, juniper

__all__ = ["juniper"]
ROSTER = "SELECT count(*) FROM people_person"


@pytest.mark.parametrize(
    ("change", "place", "expected"),
    [
        pytest.param(
            {"users": FILES["users"].encode().replace(b"Birch", b"Bj\xf6rk")},
            ("users.csv", 4),
            "UTF-8",
            id="latin-1",
        ),
        pytest.param(
            {"results": FILES["results"].encode().replace(b"Well", b"W\xe9ll")},
            ("results.csv", 2),
            "UTF-8",
            id="latin-1 in results",
        ),
        pytest.param(
            {"orgs": FILES["orgs"].replace("High", "Hi\0gh")}, ("orgs.csv", 3), "NUL", id="NUL"
        ),
        pytest.param(
            {"results": FILES["results"].replace("Well", "W\0ll")},
            ("results.csv", 2),
            "NUL",
            id="NUL in results",
        ),
        pytest.param(
            {"users": FILES["users"] + "x" * 3_000_000}, ("users.csv", 8), "KB", id="long line"
        ),
        pytest.param(
            {"results": FILES["results"] + "x" * 3_000_000}, ("results.csv", 5), "KB",
            id="long line in results",
        ),
        pytest.param(
            instead("classes", "Algebra I - 1,", '"Algebra I - 1,'),
            ("classes.csv", 2), "quotes", id="open quote",
        ),
        pytest.param(
            instead("results", "Well done", '"Well done'), ("results.csv", 2), "quotes",
            id="open quote in results",
        ),
        pytest.param({"orgs": "name,type\nx,y\n"}, ("orgs.csv", 1), "sourcedId", id="no column"),
        pytest.param({"orgs": None}, ("orgs.csv", 0), "manifest", id="no file"),
        pytest.param(
            instead("manifest", "file.users,bulk", "file.users,maybe"),
            ("manifest.csv", 13), "absent", id="manifest",
        ),
    ],
)  # fmt: skip
def test_a_broken_file_stops_the_run_with_nothing_changed(
    juniper: Juniper,
    tmp_path: Path,
    change: dict[str, str | bytes | None],
    place: tuple[str, int],
    expected: str,
) -> None:
    report = juniper.take(write(tmp_path / "d", **change))
    assert report.status == "refused"
    (broken,) = report.rejected
    assert (broken.file, broken.line) == place
    assert expected in broken.expected
    assert broken.file in report.message
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('openhouse.district', %s, true)", [str(juniper.district.pk)]
        )
        cursor.execute("SELECT set_config('openhouse.students', 'all', true)")
    assert juniper.one(ROSTER) == 0


def test_a_zip_bomb_is_refused(juniper: Juniper, tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("users.csv", b"\0" * 30_000_000)
    report = juniper.take(path)
    assert report.status == "refused"
    assert "grows at most" in report.message


@pytest.mark.parametrize("packed", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_file_that_unpacks_without_a_measure_is_refused(
    juniper: Juniper, tmp_path: Path, packed: int
) -> None:
    """Four KB of bzip2 are four GB in memory, whatever size the zip file names."""
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", packed) as archive:
        archive.writestr("users.csv", FILES["users"])
    report = juniper.take(path)
    assert report.status == "refused"
    assert "deflate" in report.message


def test_a_zip_that_lists_more_files_than_memory_holds_is_refused(
    juniper: Juniper, tmp_path: Path
) -> None:
    path = tmp_path / "many.zip"
    listed = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, *[0] * 7, 4, *[0] * 6) + b"%04x" % n
        for n in range(90_000)
    )
    tail = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0, 0, len(listed), 0, 0)
    path.write_bytes(listed + tail)
    report = juniper.take(path, name="many.zip")
    assert report.status == "refused"
    assert [(each.file, each.expected) for each in report.rejected] == [
        ("many.zip", "at most 5000 files")
    ]


@pytest.mark.parametrize(
    "name",
    ["../users.csv", "/etc/users.csv", "a/../../users.csv", "..\\users.csv", "C:\\users.csv"],
)
def test_a_name_that_leaves_the_zip_is_refused(juniper: Juniper, tmp_path: Path, name: str) -> None:
    path = tmp_path / "away.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), FILES["users"])
    report = juniper.take(path)
    assert report.status == "refused"
    assert "inside the zip" in report.message


def test_a_link_in_a_zip_or_out_of_a_folder_is_refused(juniper: Juniper, tmp_path: Path) -> None:
    path = tmp_path / "link.zip"
    info = zipfile.ZipInfo("users.csv")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    assert "link" in juniper.take(path).message
    folder = write(tmp_path / "d", users=None)
    (folder / "users.csv").symlink_to("/etc/passwd")
    assert "link" in juniper.take(folder).message


def test_a_damaged_zip_is_refused(juniper: Juniper, tmp_path: Path) -> None:
    path = zipped(write(tmp_path / "d"))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    report = juniper.take(path, name="march.zip")
    assert report.status == "refused"
    assert [(each.file, each.value) for each in report.rejected] == [("march.zip", "")]
    middle = whole.index(b"sourcedId") if b"sourcedId" in whole else 200
    path.write_bytes(whole[:middle] + b"\xff" * 40 + whole[middle + 40 :])
    assert juniper.take(path).status == "refused"


def test_two_files_of_the_same_name_are_refused(juniper: Juniper, tmp_path: Path) -> None:
    write(tmp_path / "d")
    write(tmp_path / "d" / "again")
    assert "only one file" in juniper.take(tmp_path / "d").message


def test_a_folder_of_nothing_that_is_known_is_refused(juniper: Juniper, tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "letter.txt").write_text("Dear Sir or Madam")
    report = juniper.take(tmp_path / "d")
    assert report.status == "refused"
    assert "OneRoster" in report.message
