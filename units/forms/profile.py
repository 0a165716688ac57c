"""A person's own address, and which letters go there."""

from django import forms

from nganam_awards.core.forms import PlainTextMixin
from nganam_awards.notices.enums import DIGESTED_KINDS, MailKind
from nganam_awards.notices.models import MailChoice


class ProfileForm(PlainTextMixin, forms.Form):
    """What is ticked is sent; what is required is not asked."""

    asked = {"steps": "bỏ chọn thư không muốn nhận", "reminders": "bỏ chọn thư không muốn nhận"}

    email = forms.EmailField(
        label="Thư điện tử",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="Để trống thì cổng chỉ báo ở mục «Thông báo».",
    )
    steps = forms.MultipleChoiceField(
        label="Báo ngay khi có việc", required=False, widget=forms.CheckboxSelectMultiple
    )
    reminders = forms.MultipleChoiceField(
        label="Nhắc việc", required=False, widget=forms.CheckboxSelectMultiple
    )
    digest = forms.BooleanField(
        label="Gộp thành một thư lúc 7 giờ 30 các ngày làm việc",
        required=False,
        help_text="Thư kể số việc đang chờ, kèm đường dẫn; các thư nhắc việc không gửi riêng nữa.",
    )

    def __init__(
        self, *args: object, choice: MailChoice, email: str, kinds: list[MailKind], **kwargs: object
    ) -> None:
        wanted = [kind for kind in kinds if kind not in choice.unwanted]
        initial = {
            "email": email,
            "steps": wanted,
            "reminders": wanted,
            "digest": choice.digest_since is not None,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self._kinds = kinds
        for name, is_reminder in (("steps", False), ("reminders", True)):
            self.fields[name].choices = [
                (
                    kind.value,
                    kind.label.removeprefix("Nhắc ").capitalize() if is_reminder else kind.label,
                )
                for kind in kinds
                if (kind in DIGESTED_KINDS) == is_reminder
            ]
        if not self.fields["reminders"].choices:
            del self.fields["reminders"]

    @property
    def unwanted(self) -> list[MailKind]:
        """What was offered and left unticked."""
        ticked = {*self.cleaned_data["steps"], *self.cleaned_data.get("reminders", ())}
        return [kind for kind in self._kinds if kind not in ticked]
