from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registration", "0003_match_keys"),
    ]

    operations = [
        migrations.AddField(
            model_name="registrationwindow",
            name="line_order",
            field=models.CharField(
                db_default="siblings boundary", default="siblings boundary", max_length=20
            ),
        ),
        migrations.AddField(
            model_name="registrationwindow",
            name="offices_go_over",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="registrationwindow",
            name="shows_place",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
