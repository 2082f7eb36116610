"""Digests that were salted from the same disk go; the matcher makes keyed ones."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations


def forget_digests(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001  # Django's signature
    """Every item is put together with its copies anew."""
    items = apps.get_model("evidence", "EvidenceItem")
    for pk in items.objects.values_list("pk", flat=True):
        items.objects.filter(pk=pk).update(digest=None, cluster=pk.hex)
    apps.get_model("evidence", "Mention").objects.filter(role="child").update(about_a_child=True)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("evidence", "0002_corrections")]
    operations: ClassVar = [migrations.RunPython(forget_digests, migrations.RunPython.noop)]
