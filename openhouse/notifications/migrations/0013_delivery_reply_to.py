from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0012_push_session"),
    ]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="reply_to",
            field=models.CharField(blank=True, db_default="", default="", max_length=320),
        ),
    ]
