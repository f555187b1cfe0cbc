"""Users by e-mail address, the organisations they belong to, and their roles there."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    """Makes users by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user; without a password nobody can sign in by one."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in."""

    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        """One user an address, however it is written."""

        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="user_email_unique")]

    def __str__(self) -> str:
        return self.name or self.email


class Organisation(models.Model):
    """A council, the sector body, or another organisation whose people sign in.

    Its code is the council's, or `body`: so that a role's own row shows whether its kind fits the organisation.
    """

    BODY_CODE = "body"

    class Kind(models.TextChoices):
        """What it is."""

        COUNCIL = "council", "council"
        BODY = "body", "sector body"

    code = models.CharField(max_length=20, primary_key=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind)
    council = models.OneToOneField("councils.Council", null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        """A council's organisation has the council's code; the one sector body has its own."""

        ordering = ("name", "code")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind="council", council__isnull=False, council=models.F("code"))
                & ~models.Q(code="body")
                | models.Q(kind="body", council__isnull=True, code="body"),
                name="organisation_code_fits_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """What a user may do for an organisation."""

    class Kind(models.TextChoices):
        """The roles; the first two at councils, the last two at the sector body."""

        OFFICER = "officer", "performance officer"
        LEADER = "leader", "leader or chief executive"
        STEWARD = "steward", "data steward"
        ADMINISTRATOR = "administrator", "administrator"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="roles")
    kind = models.CharField(max_length=20, choices=Kind)

    class Meta:
        """A role is held once, at an organisation of its kind."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "organisation", "kind"], name="role_held_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=("officer", "leader")) & ~models.Q(organisation="body")
                | models.Q(kind__in=("steward", "administrator"), organisation="body"),
                name="role_kind_fits_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()} at {self.organisation}"
