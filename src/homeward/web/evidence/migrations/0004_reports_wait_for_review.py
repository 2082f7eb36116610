from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evidence", "0003_forget_salted_digests")]
    operations = [
        migrations.AddField(
            model_name="evidenceitem",
            name="unreviewed",
            field=models.BooleanField(default=False),
        ),
    ]
