"""Numbers as teachers and the district type them, and as they stand to be typed again."""

from decimal import Decimal, InvalidOperation


def plain(number: Decimal) -> str:
    """ "8.5", the same in each language: it is typed again as it stands."""
    return f"{number:f}".rstrip("0").rstrip(".") if number % 1 else f"{number:.0f}"


def number_in(text: str, most: Decimal) -> Decimal | None:
    """A number from 0 to *most*, to three digits behind the point; None for anything else."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or not 0 <= number <= most:
        return None
    return round(number, 3)
