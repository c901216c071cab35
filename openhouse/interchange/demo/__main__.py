"""``python -m openhouse.interchange.demo --students 600``: see the package."""

import argparse
import os
import sys
import time


def main() -> None:
    """Make the district and print who can sign in."""
    parser = argparse.ArgumentParser(description="Make the demonstration district.")
    parser.add_argument("--students", type=int, default=600)
    chosen = parser.parse_args()
    os.environ.setdefault("OPENHOUSE_ROLE", "owner")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openhouse.config.settings")
    import django

    django.setup()
    from openhouse.interchange.demo import SLUG, make_district

    began = time.perf_counter()

    def tell(what: str, share: float) -> None:
        sys.stderr.write(f"{time.perf_counter() - began:6.1f} s  {share:4.0%}  {what}\n")

    for each in make_district(chosen.students, progress=tell).all():
        who = f"{each.name}, {each.role}"
        sys.stdout.write(f"/{SLUG}/  {each.username:18} {each.password}  {who}\n")


if __name__ == "__main__":
    main()
