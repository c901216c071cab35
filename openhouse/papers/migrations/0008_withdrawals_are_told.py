from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("papers", "0007_withdrawals"),
    ]

    operations = [
        migrations.AddField(
            model_name="paperwithdrawal",
            name="told_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
