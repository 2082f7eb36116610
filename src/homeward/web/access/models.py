"""Staff, their roles, two-person approvals, and the log of every change and every read."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from homeward.web.access.roles import Role


class Office(models.Model):
    """The people who answer for a case together: a desk, a branch, a partner organisation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    takes_filings = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["takes_filings"],
                condition=models.Q(takes_filings=True),
                name="one_office_takes_filings",
            )
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **extra: Any) -> User:
        """A member of staff without roles; without a password nobody can log in."""
        user = self.model(username=self.model.normalize_username(username), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A member of staff. Families have no account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(_("login name"), max_length=64, unique=True)
    display_name = models.CharField(max_length=120, blank=True)
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.PROTECT)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return self.display_name or self.username

    @cached_property
    def roles(self) -> frozenset[Role]:
        """What this person may act as; empty for a closed account."""
        if not self.is_active:
            return frozenset()
        return frozenset(Role(role) for role in self.grants.values_list("role", flat=True))


class RoleGrant(models.Model):
    """A role of a person, proposed by one administrator and confirmed by another."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=32, choices=Role.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "role"], name="one_grant_of_a_role")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"


class Approval(models.Model):
    """A decision that needs two people: proposed by one, confirmed by another."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        CONFIRMED = "confirmed", _("confirmed")
        DECLINED = "declined", _("declined")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    verb = models.CharField(max_length=64)
    object_kind = models.CharField(max_length=64)
    object_id = models.UUIDField()
    object_version = models.PositiveIntegerField(default=0)
    detail = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=16, choices=State.choices, default=State.PROPOSED)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["verb", "object_id", "detail"],
                condition=models.Q(state="proposed"),
                name="one_open_approval",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("proposed_by")),
                name="two_different_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_kind} {self.object_id}: {self.state}"


class LogHead(models.Model):
    """The end of the log: one row, locked by whoever appends."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    length = models.PositiveBigIntegerField(default=0)
    chained = models.BinaryField(max_length=32, default=bytes(32))

    def __str__(self) -> str:
        return f"log of {self.length} entries"


class LogEntry(models.Model):
    """One line of the log of changes and reads. Ids only; names never.

    `chained` = SHA-256(previous `chained` || `commitment`), and `commitment` binds the salted
    event: the event and its salt can be wiped and the chain still holds.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    event = models.JSONField(null=True)
    salt = models.BinaryField(max_length=32, null=True)
    commitment = models.BinaryField(max_length=32)
    chained = models.BinaryField(max_length=32)

    class Meta:
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"log entry {self.number}"


class DayRead(models.Model):
    """This person read this case on this day. Kept for that day, to count; the log keeps more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    case = models.UUIDField()
    day = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "day", "case"], name="a_case_counts_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} read {self.case}"


class MassEvent(models.Model):
    """A day on which many cases must be read, such as an exchange: opened by two officers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    day = models.DateField(unique=True)
    opened = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"mass event of {self.day}"


class Alert(models.Model):
    """Something that officers must look at. A reader with an open alert `locks` reads no case."""

    class Kind(models.TextChoices):
        MANY_READS = "many_reads", _("more cases were read in a day than one person works on")
        HONEY = "honey", _("a case was read that nobody has a reason to read")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    about = models.ForeignKey(User, on_delete=models.PROTECT, related_name="alerts")
    locks = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)
    settled = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"alert {self.id}: {self.kind}"
