"""``openhouse district add``: a new school district."""

import re
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from openhouse.districts.models import District
from openhouse.districts.rules import RESERVED


class Command(BaseCommand):
    help = "Adds a school district: openhouse district add --slug … --name … --state …"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="add")
        add = actions.add_parser("add", help="add a school district")
        add.add_argument("--slug", required=True, help="its part of the address: jefferson-city")
        add.add_argument("--name", required=True, help="as families know it")
        add.add_argument("--state", required=True, help="two letters: MO")
        add.add_argument("--city", default="")
        add.add_argument("--help-email", default="", help="where families ask for help")
        add.add_argument("--help-phone", default="")
        add.add_argument(
            "--hue", type=int, default=195, help="accent colour, 0 to 359: 30 red, 195 teal"
        )
        add.add_argument("--time-zone", default="America/Chicago", help="as America/Chicago")

    def handle(self, *args: Any, **options: Any) -> None:
        values = {
            name: options[name].strip() if isinstance(options[name], str) else options[name]
            for name in ("slug", "name", "state", "city", "help_email", "help_phone", "hue")
        } | {"time_zone": options["time_zone"].strip(), "state": options["state"].strip().upper()}
        faults = list(wrong_with(values))
        if faults:
            raise CommandError("\n".join(faults))
        if District.objects.filter(slug=values["slug"]).exists():
            raise CommandError(f"There is a district at /{values['slug']}/ already")
        district = District.objects.create(**values, languages=["en", "es"])
        self.stdout.write(f"Added {district.name}. Its address is /{district.slug}/")


def wrong_with(values: dict[str, Any]) -> Any:
    """A sentence for each value that a district cannot have."""
    if values["slug"].lower() in RESERVED:
        yield f"--slug {values['slug']!r}: that address is the server's own; choose another"
    elif not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", values["slug"]) or len(values["slug"]) > 60:
        yield f"--slug {values['slug']!r}: small letters, digits and single dashes, at most 60"
    if not values["name"] or len(values["name"]) > 200:
        yield "--name: 1 to 200 letters"
    if not re.fullmatch(r"[A-Z]{2}", values["state"]):
        yield f"--state {values['state']!r}: the two letters of the state, such as MO"
    if not 0 <= values["hue"] < 360:
        yield f"--hue {values['hue']}: a number from 0 to 359"
    if values["time_zone"] not in available_timezones():
        yield f"--time-zone {values['time_zone']!r}: a name such as America/Chicago"
    if values["help_email"]:
        try:
            validate_email(values["help_email"])
        except ValidationError:
            yield f"--help-email {values['help_email']!r}: not an e-mail address"
