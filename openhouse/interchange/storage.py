"""Where uploaded deliveries lie until they are taken in: private files, a day at the most."""

import os
import secrets
import time
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

#: Seconds that a delivery nobody takes in is kept.
KEPT = 24 * 3600


def folder(district: int) -> Path:
    """The district's folder, readable by this program alone."""
    path = Path(settings.MEDIA_ROOT) / "imports" / str(district)
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def keep(district: int, upload: "UploadedFile[bytes]") -> str:
    """Write the upload to the folder and return its name there; old ones are deleted."""
    place = folder(district)
    for old in place.iterdir():
        if old.stat().st_mtime < time.time() - KEPT:
            old.unlink(missing_ok=True)
    name = f"{secrets.token_hex(16)}.zip"
    descriptor = os.open(place / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
    return name


def forget(district: int, name: str) -> None:
    """Delete a kept delivery; nothing happens when it is gone."""
    if name:
        (folder(district) / name).unlink(missing_ok=True)
