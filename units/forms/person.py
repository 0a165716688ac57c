"""The administrator's form of a person."""

from django import forms

from nganam_awards.core.forms import PersonField, PlainTextMixin
from units.forms.picker import UnitField
from units.models import User


class PersonForm(PlainTextMixin, forms.ModelForm):
    """Who sits where. The user name is chosen once."""

    class Meta:
        model = User
        field_classes = {"full_name": PersonField, "unit": UnitField}
        fields = ["username", "full_name", "title", "unit", "email"]
        help_texts = {
            "username": "Chữ thường không dấu, ví dụ canbo.phuong1. Không đổi về sau.",
            "email": "Thông báo của cổng được gửi thêm vào đây.",
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].empty_label = "Không thuộc đơn vị nào (lãnh đạo thị xã)"
        if self.instance.pk:
            del self.fields["username"]

    def clean_username(self) -> str:
        """As it is stored."""
        return self.cleaned_data["username"].strip().lower()
