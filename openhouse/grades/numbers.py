"""Numbers as the district types them."""

from decimal import Decimal, InvalidOperation


def number_in(text: str, most: Decimal) -> Decimal | None:
    """A number from 0 to *most*, to three digits behind the point; None for anything else."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or not 0 <= number <= most:
        return None
    return round(number, 3)
