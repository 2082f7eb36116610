import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import homeward.web.registry.weeks


class Migration(migrations.Migration):
    dependencies = [
        ("review", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="candidate",
            name="state",
            field=models.CharField(
                choices=[
                    ("proposed", "proposed"),
                    ("under_review", "under review"),
                    ("rejected", "rejected"),
                    ("unsure", "unsure"),
                    ("probable", "probable"),
                    ("confirmed", "confirmed by two people"),
                    ("told", "told to the family"),
                    ("accepted", "accepted by the family"),
                    ("contested", "contested by the family"),
                    ("replaced", "the text is read otherwise now"),
                ],
                db_index=True,
                default="proposed",
                max_length=16,
            ),
        ),
        migrations.CreateModel(
            name="Hint",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("same", "the same person"),
                            ("different", "different people"),
                            ("unsure", "cannot tell"),
                        ],
                        max_length=16,
                    ),
                ),
                ("in_week", models.DateField(default=homeward.web.registry.weeks.this_week)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hints",
                        to="review.candidate",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("candidate", "by"), name="one_hint_a_volunteer")
                ],
            },
        ),
    ]
