from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("grades", "0009_gradebook_visits"),
    ]

    operations = [
        migrations.AddField(
            model_name="postedmark",
            name="computed_letter",
            field=models.CharField(blank=True, max_length=20, null=True),
        ),
        migrations.AddField(
            model_name="postedmark",
            name="computed_percent",
            field=models.DecimalField(blank=True, decimal_places=3, max_digits=7, null=True),
        ),
    ]
