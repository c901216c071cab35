from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0007_transport_posts"),
        ("registration", "0004_waiting_lists"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("household__isnull", False),
                    ("sent_at", None),
                    ("window", None),
                    ("withdrawn_at", None),
                ),
                fields=("household",),
                name="application_one_open_change",
            ),
        ),
    ]
