"""A delivery that somebody sent: a zip file or a folder, opened without trusting it.

Refused with :class:`Broken` before anything is read: absolute names and names that climb out,
links, devices, encrypted entries, and archives that unpack to far more than a school has.
"""

import io
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, BinaryIO, Self

from django.utils.translation import gettext_noop as _

from openhouse.interchange.rows import Broken, Words

#: Bytes that a delivery may unpack to; a state's largest district sends about 2 GB a day.
MOST_BYTES = 32 * 1024**3
MOST_FILES = 5_000
#: Times an entry may grow; CSV and XML of real districts grow 10 to 60 times.
MOST_GROWTH = 250
#: Growth below this size harms nobody.
SMALL = 16 * 1024**2
#: Bytes of a zip file's list of entries, which is read at once: 800 a file.
MOST_LIST = 4 * 1024**2
#: Ways of packing that unpack as much as is asked for and no more.
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class _TooLong(Exception):
    """More entries are listed than a delivery has files."""


class _Archive(io.BufferedReader):
    """A zip file on disk, of which no part is read that memory would not hold."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size and size > MOST_LIST:
            raise _TooLong
        return super().read(size)


class _Stream(io.RawIOBase):
    """A file of the delivery: counts what is read, and says Broken where it turns out damaged."""

    def __init__(self, source: "Source", file: IO[bytes], name: str) -> None:
        super().__init__()
        self._source = source
        self._file = file
        self._name = name

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview", /) -> int:  # type: ignore[override]
        try:
            found = self._file.read(len(buffer))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
            raise Broken(self._name, _("a file that is whole; this one is damaged")) from error
        buffer[: len(found)] = found
        self._source.read += len(found)
        return len(found)

    def close(self) -> None:
        self._file.close()
        super().close()


class Source:
    """An opened delivery. ``names`` are its files' names, with ``/`` between folders.

    ``name`` is what people call it, where it was stored under another name. Raises Broken for a
    delivery that is not safe to open or may not be read, FileNotFoundError if there is none.
    """

    def __init__(self, path: Path | str, name: str = "") -> None:
        self.path = Path(path)
        self.name = name or self.path.name or str(self.path)
        self._zip: zipfile.ZipFile | None = None
        self._archive: _Archive | None = None
        #: Bytes read so far, of all files together; a file that is read twice counts twice.
        self.read = 0
        found = dict(self._found())
        #: The size of each file in bytes, unpacked.
        self.sizes: dict[str, int] = {name: found[name] for name in sorted(found)}

    def _found(self) -> Iterator[tuple[str, int]]:
        try:
            if not self.path.exists():
                raise FileNotFoundError(f"There is no file or folder {self.path}")
            readable = os.R_OK | (os.X_OK if self.path.is_dir() else 0)
            if not os.access(self.path, readable):
                raise PermissionError(self.path)
            yield from self._in_folder() if self.path.is_dir() else self._in_zip()
        except PermissionError as error:
            expected = _("a file or folder that this program may read; look at its permissions")
            raise Broken(self.name, expected) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def names(self) -> list[str]:
        return list(self.sizes)

    def with_suffix(self, suffix: str) -> list[str]:
        """The names that end in *suffix* (``.xml``), whatever the case."""
        return [name for name in self.sizes if name.lower().endswith(suffix.lower())]

    def find(self, name: str) -> str | None:
        """The file called *name* in whatever folder and case, or None.

        Raises Broken when there are two, because nobody could tell which one counts.
        """
        found = [each for each in self.sizes if PurePosixPath(each).name.lower() == name.lower()]
        if len(found) > 1:
            expected = _("only one file called %(name)s; %(other)s is another")
            raise Broken(found[1], Words(expected, name=name, other=found[0]))
        return found[0] if found else None

    def open(self, name: str) -> BinaryIO:
        """A buffered stream of the file's bytes, unpacked as it is read."""
        try:
            if self._zip is None:
                file: IO[bytes] = (self.path / name).open("rb", buffering=0)
            else:
                file = self._zip.open(self._inside[name])
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
            expected = _("a file that this program can open and may read")
            raise Broken(name, expected) from error
        return io.BufferedReader(_Stream(self, file, name), 1024 * 1024)

    def close(self) -> None:
        if self._zip is not None:
            self._zip.close()
        if self._archive is not None:
            self._archive.close()

    def _in_folder(self) -> Iterator[tuple[str, int]]:
        root = self.path.resolve()
        total = count = 0
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                raise Broken(name, _("a file, not a link to a place outside the folder"))
            if path.is_dir() or _is_clutter(name):
                continue
            if not path.is_file():
                raise Broken(name, _("an ordinary file"))
            size = path.stat().st_size
            total, count = total + size, count + 1
            _within_limits(self.name, total, count)
            yield name, size

    def _in_zip(self) -> Iterator[tuple[str, int]]:
        try:
            self._archive = _Archive(self.path.open("rb", buffering=0))
            archive = zipfile.ZipFile(self._archive)
        except _TooLong as error:
            few = Words(_("at most %(count)s files"), count=MOST_FILES)
            raise Broken(self.name, few) from error
        except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError) as error:
            raise Broken(self.name, _("a zip file that is whole, or a folder")) from error
        self._zip = archive
        self._inside: dict[str, zipfile.ZipInfo] = {}
        total = 0
        for info in archive.infolist():
            _is_safe(info)
            total += info.file_size
            _within_limits(self.name, total, len(self._inside))
            if info.is_dir() or _is_clutter(info.filename):
                continue
            if info.filename in self._inside:
                raise Broken(info.filename, _("each name once in the zip file"))
            self._inside[info.filename] = info
            yield info.filename, info.file_size


def _is_clutter(name: str) -> bool:
    """If the file is what computers add to folders by themselves."""
    path = PurePosixPath(name)
    return path.name.startswith(".") or "__MACOSX" in path.parts or path.name == "Thumbs.db"


def _within_limits(name: str, size: int, count: int) -> None:
    if size > MOST_BYTES:
        raise Broken(name, Words(_("at most %(size)s GB unpacked"), size=MOST_BYTES // 1024**3))
    if count > MOST_FILES:
        raise Broken(name, Words(_("at most %(count)s files"), count=MOST_FILES))


def _is_safe(info: zipfile.ZipInfo) -> None:
    name = info.filename
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts:
        raise Broken(name, _("a name inside the zip file, without .. or a leading /"))
    if len(name) > 1 and name[1] == ":":
        raise Broken(name, _("a name inside the zip file, without a drive letter"))
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise Broken(name, _("an ordinary file, not a link or a device"))
    if info.compress_type not in PACKED:
        raise Broken(name, _("a file packed as every computer packs zip files (deflate)"))
    if info.flag_bits & 0x1:
        raise Broken(name, _("a file without a password"))
    if info.file_size > SMALL and info.file_size > MOST_GROWTH * max(info.compress_size, 1):
        raise Broken(
            name,
            Words(_("a file that grows at most %(times)s times when unpacked"), times=MOST_GROWTH),
            value=f"{info.compress_size} → {info.file_size} bytes",
        )
