"""What a JPEG says beside its picture. Pure."""

#: Segments that the picture is drawn by: JFIF, the colours' profile, Adobe's way of colours.
_DRAWN_BY = (0xE0, 0xE2, 0xEE)
_SCAN, _START, _COMMENT = 0xDA, b"\xff\xd8", 0xFE


def without_notes(photo: bytes) -> bytes:
    """The same picture to the point, without what was noted in it: the place where it was taken,
    the camera, a small picture of it, comments. As it is where it cannot be followed."""
    if not photo.startswith(_START):
        return photo
    kept, at = [_START], 2
    while photo[at : at + 1] == b"\xff" and at + 4 <= len(photo):
        kind = photo[at + 1]
        if kind == 0xFF:  # a byte that fills up
            at += 1
            continue
        if kind == _SCAN:
            return b"".join([*kept, photo[at:]])
        end = at + 2 + int.from_bytes(photo[at + 2 : at + 4])
        notes = (0xE0 <= kind <= 0xEF and kind not in _DRAWN_BY) or kind == _COMMENT
        if not notes:
            kept.append(photo[at:end])
        at = end
    return photo
