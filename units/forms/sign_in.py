"""Who are you, and which password from now on."""

from django.contrib.auth import forms as auth_forms
from django.core.exceptions import ValidationError

from nganam_awards.core.forms import PlainTextMixin
from nganam_awards.core.refusals import Refused
from nganam_awards.core.text import clean_line
from units import step_up
from units.models import User


class SignInForm(PlainTextMixin, auth_forms.AuthenticationForm):
    """User names are typed in any case, with any keyboard."""

    error_messages = {
        "invalid_login": (
            "Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra phím Caps Lock và tắt bộ gõ "
            "tiếng Việt khi gõ mật khẩu, rồi thử lại."
        ),
        "inactive": "Tài khoản này đang khóa. Liên hệ quản trị hệ thống tại Phòng Nội vụ.",
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Tên đăng nhập"
        self.fields["username"].error_messages["required"] = "Nhập tên đăng nhập."
        self.fields["password"].label = "Mật khẩu"
        self.fields["password"].error_messages["required"] = "Nhập mật khẩu."

    def clean_username(self) -> str:
        """As it is stored; what is longer than any user name is nobody's."""
        username = clean_line(self.cleaned_data["username"]).lower()
        if len(username) > User._meta.get_field("username").max_length:
            raise self.get_invalid_login_error()
        return username


class NewPasswordForm(PlainTextMixin, auth_forms.PasswordChangeForm):
    """The old one once, the new one twice."""

    error_messages = {
        "password_mismatch": "Hai lần nhập mật khẩu mới không giống nhau.",
        "unchanged": "Mật khẩu mới phải khác mật khẩu hiện tại.",
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        labels = ("Mật khẩu hiện tại", "Mật khẩu mới", "Nhập lại mật khẩu mới")
        names = ("old_password", "new_password1", "new_password2")
        for name, label in zip(names, labels, strict=True):
            self.fields[name].label = label
        self.fields["new_password2"].help_text = ""

    def clean_old_password(self) -> str:
        """A few wrong ones, and changing it rests: a screen left open is no place to guess."""
        password = self.cleaned_data["old_password"]
        try:
            step_up.confirm(self.user, password, step_up.CHANGE)
        except Refused as refusal:
            raise ValidationError(list(refusal.reasons)) from refusal
        return password

    def clean(self) -> dict:
        """A one-time password is not kept."""
        cleaned = super().clean()
        new = cleaned.get("new_password1")
        if new and new == cleaned.get("old_password"):
            self.add_error(
                "new_password1", ValidationError(self.error_messages["unchanged"], "unchanged")
            )
        return cleaned
