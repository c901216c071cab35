from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0007_about_a_person"),
        ("people", "0006_chosen_language"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state__in", ["refused", "bounced", "given up"])),
                fields=["person"],
                name="delivery_returned",
            ),
        ),
    ]
