from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0003_placements_swap_days"),
        ("districts", "0006_app_is_the_servers"),
        ("people", "0006_chosen_language"),
        ("school_messages", "0010_held"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="message",
            name="message_waits",
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state__in", ["waiting", "sending", "held"])),
                fields=["state"],
                name="message_waits",
            ),
        ),
    ]
