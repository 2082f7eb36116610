from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0003_uploads"),
    ]

    operations = [
        migrations.AddField(
            model_name="tracingrequest",
            name="over_in_week",
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name="consent",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("match", "compare with records inside this registry"),
                    ("volunteers", "show to verified volunteers"),
                    ("red_cross", "pass to the ICRC or the Red Cross"),
                    ("own_state", "pass to the state of nationality"),
                    ("detaining_state", "pass to the detaining state"),
                    ("lawyers", "pass to organisations and lawyers"),
                    ("courts", "pass to investigators and courts"),
                    ("across_the_line", "compare across the line"),
                    ("publish_line", "publish a minimal line"),
                    ("publish_photo", "publish a photo"),
                    ("aggregates", "use in figures without names"),
                    ("keep", "keep searching for five years after the request has ended"),
                ],
                max_length=32,
            ),
        ),
    ]
