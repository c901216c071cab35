"""``openhouse``: Django's commands under one name."""

import os
import sys

#: Commands that make or change tables, or districts: they connect as the owner.
AS_OWNER = {"migrate", "makemigrations", "district", "prepare", "createcachetable", "sqlmigrate"}


def main() -> None:
    """Run the command that the command line names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openhouse.config.settings")
    if len(sys.argv) > 1 and sys.argv[1] in AS_OWNER:
        os.environ["OPENHOUSE_ROLE"] = "owner"
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
