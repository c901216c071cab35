from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("districts", "0002_terms_inside_years"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="district",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "slug__in",
                        ("favicon.ico", "health", "language", "robots.txt", "static", "ui"),
                    ),
                    _negated=True,
                ),
                name="district_slug_is_not_the_servers",
            ),
        ),
    ]
