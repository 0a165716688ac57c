"""What an officer types when two records are merged or taken apart."""

from django import forms

from honourees.models import Honouree
from honourees.services.merge import LONGEST_NOTE
from nganam_awards.core.forms import PlainTextMixin
from nganam_awards.core.refusals import Refused
from units import step_up
from units.models import User


class MergeForm(PlainTextMixin, forms.Form):
    """Which record stands for both, why, and the password again."""

    main = forms.TypedChoiceField(
        label="Bản ghi đứng tên từ nay",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Chọn bản ghi đứng tên cho cả hai.",
            "invalid_choice": "Chọn một trong hai bản ghi.",
        },
    )
    note = forms.CharField(
        label="Vì sao là một",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Hai bản ghi khác ngày sinh. Ghi rõ vì sao vẫn là một."},
    )
    password = forms.CharField(
        label="Mật khẩu của anh/chị",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="Nhập lại mật khẩu đăng nhập để xác nhận việc gộp.",
        error_messages={"required": "Nhập mật khẩu để gộp."},
    )

    def __init__(
        self,
        data: object = None,
        *,
        records: list[tuple[Honouree, str]],
        needs_note: bool,
        by: User,
    ) -> None:
        super().__init__(data, initial={"main": records[0][0].pk})
        self.by = by
        self.fields["main"].choices = [(row.pk, said) for row, said in records]
        self.fields["note"].required = needs_note
        if needs_note:
            self.fields["note"].help_text = "Hai bản ghi khác ngày sinh: ghi giấy tờ đã đối chiếu."

    def clean(self) -> dict[str, object]:
        """The password last: a try is counted only where nothing else is wrong."""
        data = super().clean()
        if self.errors:
            return data
        try:
            step_up.confirm(self.by, data["password"], step_up.MERGE)
        except Refused as refusal:
            self.add_error("password", list(refusal.reasons))
        return data


class UnmergeForm(PlainTextMixin, forms.Form):
    """Why two records are taken apart again."""

    note = forms.CharField(
        label="Vì sao tách lại",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi rõ vì sao tách lại."},
    )
