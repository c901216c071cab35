from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("attendance", "0006_codes_in_spanish"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="absencenote",
            constraint=models.UniqueConstraint(
                fields=("request", "student"), name="absencenote_sent_once"
            ),
        ),
    ]
