import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("bounds", "where a name begins or ends"),
                            ("role", "what somebody is in the text"),
                            ("nobody", "it is no name of a person"),
                            ("missed", "a name that was not found"),
                            ("owner", "of whom something is said"),
                        ],
                        max_length=16,
                    ),
                ),
                ("body", models.BinaryField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CorrectionExport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("agreed", models.BooleanField(default=False)),
                ("taken_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="evidenceitem",
            name="an_item_is_stored_once",
        ),
        migrations.AddField(
            model_name="evidenceitem",
            name="repeats",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="repeated_by",
                to="evidence.evidenceitem",
            ),
        ),
        migrations.AddField(
            model_name="mention",
            name="about_a_child",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="evidenceitem",
            name="digest",
            field=models.BinaryField(max_length=32, null=True),
        ),
        migrations.AddIndex(
            model_name="evidenceitem",
            index=models.Index(
                condition=models.Q(("digest", None)), fields=["id"], name="items_to_put_together"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidenceitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("repeats", None)),
                fields=("source", "digest"),
                name="an_item_counts_once",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections",
                to="evidence.evidenceitem",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="supersedes",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="superseded_by",
                to="evidence.correction",
            ),
        ),
        migrations.AddField(
            model_name="mention",
            name="corrected_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="made",
                to="evidence.correction",
            ),
        ),
        migrations.AddField(
            model_name="mention",
            name="replaced_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced",
                to="evidence.correction",
            ),
        ),
        migrations.AddField(
            model_name="correctionexport",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="correctionexport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("agreed", False), ("taken_at", None)),
                fields=("agreed",),
                name="one_export_waits",
            ),
        ),
    ]
