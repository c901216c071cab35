"""Is anything lost or doubled where workers die? ``python benchmarks/kills.py [--kills 200]``.

E-mails to a mail server, pushes to a push service and texts to a gateway, all on this machine, go
out through real workers in a copy of the tests' database; one of two is killed with SIGKILL at a
random moment while something goes out, again and again. Counted are what was handed over and what
arrived as another: a mailbox knows a Message-ID again, a phone a tag, a gateway nothing.
"""

import argparse
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--mails", type=int, default=3000)
    parser.add_argument("--pushes", type=int, default=2000)
    parser.add_argument("--texts", type=int, default=1000)
    asked = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    from tests import database

    database.template()
    os.environ["DATABASE_URL"] = database.url_of("postgres")
    import django

    django.setup()
    from tests.cast import NORTH
    from tests.notifications.killing import killed

    found = killed(NORTH, asked.kills, asked.mails, asked.pushes, asked.texts)
    print(f"{found.kills} kills in {found.seconds:.0f} s; load {os.getloadavg()[0]:.1f}")
    for way in found.written:
        print(
            f"{way}: {found.written[way]} written, {found.different[way]} arrived,"
            f" {found.handed_over[way]} handed over, so {found.twice[way]} once more"
        )
    print(f"{found.unsure} texts say that they may have arrived")
    print(f"{found.left} not sent; {found.out_of_order} persons out of order")


if __name__ == "__main__":
    main()
