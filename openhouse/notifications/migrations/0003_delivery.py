from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("notifications", "0002_contact")]

    operations = [
        migrations.RemoveIndex(model_name="mail", name="mail_of_person"),
        migrations.RenameModel("Mail", "Delivery"),
    ]
