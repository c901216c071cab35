from django.db import migrations, models

OWN = (
    ".well-known",
    "app",
    "favicon.ico",
    "health",
    "language",
    "offline",
    "robots.txt",
    "static",
    "sw.js",
    "ui",
    "verify",
)


class Migration(migrations.Migration):
    dependencies = [
        ("districts", "0005_school_details"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="district",
            name="district_slug_is_not_the_servers",
        ),
        migrations.AddConstraint(
            model_name="district",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__in", OWN), _negated=True),
                name="district_slug_is_not_the_servers",
            ),
        ),
    ]
