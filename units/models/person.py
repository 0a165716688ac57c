"""The people who work in the portal."""

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import Group, PermissionsMixin
from django.db import models
from django.db.models import Func, Q

from nganam_awards.core import clock
from nganam_awards.core.address import address
from nganam_awards.core.names import given_name
from nganam_awards.core.registry import dated_holders
from nganam_awards.core.search import begins_word, every_word
from units.models.body import Folded, Unit


class PersonKey(Func):
    """Sort key of a person's name: given name first, Vietnamese alphabet."""

    function = "vn_name_key"
    output_field = models.TextField()


class UserQuerySet(models.QuerySet):
    """People by what a page asks of them."""

    def visible_to(self, user: object) -> "UserQuerySet":
        """The administrator sees every account, everyone else their own."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        return self if user.has_perm("units.manage_units") else self.filter(pk=user.pk)

    def matching(self, words: str) -> "UserQuerySet":
        """Search by name without accents, or by user name."""
        return self.filter(
            every_word(words, lambda term: begins_word(term, "folded") | Q(username__contains=term))
        )

    def without_password(self) -> "UserQuerySet":
        """Accounts of a list that nobody was given a password for yet."""
        return self.filter(is_active=True, password__startswith=UNUSABLE_PASSWORD_PREFIX)

    def holding(self, permission: str) -> "UserQuerySet":
        """Active people whose office carries this right («dossiers.view_filed») today."""
        app, codename = permission.split(".")
        offices = Group.objects.filter(
            permissions__codename=codename, permissions__content_type__app_label=app
        )
        stand_ins = apps.get_model("units", "StandIn").objects.in_force(clock.today())
        named = stand_ins.filter(office__in=offices.order_by()).order_by().values("person")
        held = Q(groups__in=offices.order_by()) | Q(pk__in=named)
        for holders in dated_holders:
            if (rows := holders(app, codename)) is not None:
                held |= Q(pk__in=rows.values("person"))
        return self.filter(held, is_active=True).distinct()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    """Makes ordinary accounts; there is no other kind."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        """An account; without a password nobody can sign in with it."""
        user = self.new_user(username, password, **fields)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def new_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        """The same, neither checked nor saved yet."""
        user = self.model(username=username.strip().lower(), **fields)
        user.set_password(password)
        return user

    def get_by_natural_key(self, username: str) -> "User":
        """User names are kept in small letters, however they are typed."""
        return self.get(username=username.strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """An official with a seat in a unit. Rights come from dated grants and offices."""

    username = models.CharField(
        "tên đăng nhập",
        max_length=40,
        unique=True,
        error_messages={"unique": "Tên đăng nhập này đã có người dùng."},
    )
    full_name = models.CharField("họ và tên", max_length=120)
    email = models.EmailField("thư điện tử", blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="people", verbose_name="đơn vị"
    )
    title = models.CharField(
        "chức danh", max_length=80, blank=True, help_text="Ví dụ: Chuyên viên."
    )
    is_active = models.BooleanField("được đăng nhập", default=True)
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False)
    is_demonstration = models.BooleanField("tài khoản trình diễn", default=False)
    joined_at = models.DateTimeField("tạo lúc", default=clock.machine_now, editable=False)
    sort_key = models.GeneratedField(
        expression=PersonKey("full_name"),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )
    folded = models.GeneratedField(
        expression=Folded("full_name"),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "người dùng"
        default_permissions = ()
        ordering = ["sort_key", "pk"]
        indexes = [models.Index(fields=["sort_key", "id"], name="user_by_name")]
        constraints = [
            models.CheckConstraint(
                name="nobody_is_superuser",
                condition=Q(is_superuser=False),
                violation_error_message="Cổng không có tài khoản toàn quyền.",
            ),
            models.CheckConstraint(
                name="username_is_plain",
                condition=Q(username__regex=r"^[a-z0-9][a-z0-9._-]{1,39}$"),
                violation_error_message=(
                    "Tên đăng nhập gồm chữ thường không dấu, chữ số, dấu chấm hoặc gạch nối, "
                    "ít nhất hai ký tự."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return address("units:person_detail", self.username)

    def get_full_name(self) -> str:
        """Family, middle and given name (họ và tên)."""
        return self.full_name

    def get_short_name(self) -> str:
        """Vietnamese are addressed by the given name (tên gọi)."""
        return self.given_name

    @property
    def given_name(self) -> str:
        """The last word of a Vietnamese name (tên gọi)."""
        return given_name(self.full_name)
