"""What a form says instead of Django's stock sentences: which field, and what to do about it.

A stock sentence is lazy, since Django translates it; ours are plain strings and stay as they are.
"""

from collections.abc import Callable, Iterator

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.functional import Promise

from nganam_awards.core.money import grouped


EXAMPLE_DAY = "20/11/2023"
RELOAD = "Trang này mở đã lâu hoặc bị đổi. Tải lại trang rồi làm lại."
TWICE = "Đã có một mục trùng với mục này. Xem lại danh sách rồi sửa chỗ trùng."


def lowered(label: str) -> str:
    """A label inside a sentence: «Tên quỹ» as «tên quỹ», «UBND xã» as it is."""
    first = label.split(" ", maxsplit=1)[0]
    return label if len(first) > 1 and first.isupper() else label[:1].lower() + label[1:]


class About(str):
    """A sentence of a rule that knows which fields it concerns; it stands beside them."""

    __slots__ = ("fields",)
    fields: tuple[str, ...]

    def __new__(cls, words: str, *fields: str) -> "About":
        """The words, and the names of the fields, the one to mend first."""
        told = super().__new__(cls, words)
        told.fields = fields
        return told


def fields_of(words: str) -> tuple[str, ...]:
    """The fields that a reason concerns; none where it does not say."""
    return getattr(words, "fields", ())


def is_stock(error: ValidationError) -> bool:
    """Whether a leaf of an error still speaks Django's words."""
    return isinstance(error.message, Promise) or _names_a_constraint(error)


def retold(error: ValidationError, label: str, field: object) -> ValidationError:
    """The same error in a sentence of ours; `field` is a form's, a model's or None."""
    if not is_stock(error):
        return error
    words = sentence(error.code or "", label, field, error.params or {})
    return ValidationError(words, code=error.code)


def told_by_model(error: ValidationError, row: models.Model) -> Iterator[str]:
    """What the checks of a row say, each sentence with the fields that it is about."""
    by_field = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: [error]}
    for name, leaves in by_field.items():
        field = None if name == NON_FIELD_ERRORS else row._meta.get_field(name)
        label = str(field.verbose_name) if field is not None else ""
        for leaf in (leaf for one in leaves for leaf in one.error_list):
            about = concerned(leaf, row) if field is None else (name,)
            words = "".join(retold(leaf, label[:1].upper() + label[1:], field).messages)
            yield About(words, *about)


def concerned(leaf: ValidationError, row: models.Model) -> tuple[str, ...]:
    """The fields that a check of a whole row is about: of a uniqueness, or of its constraint."""
    if twins := (leaf.params or {}).get("unique_check"):
        return tuple(twins)
    for constraint in row._meta.constraints:
        if leaf.message == constraint.violation_error_message:
            condition = getattr(constraint, "condition", None)
            fields = getattr(constraint, "fields", ())
            return tuple(fields or (sorted(condition.referenced_base_fields) if condition else ()))
    return ()


def sentence(code: str, label: str, field: object, params: dict) -> str:
    """What to do about a field, by its kind and the code of what is wrong."""
    if field is None or _is_hidden(field):
        return TWICE if code in {"unique_together", "unique"} else RELOAD
    if code in {"required", "null", "blank"}:
        return missing(label, field)
    if code in _SENTENCES:
        return _SENTENCES[code](label, params)
    return _invalid(label, field)


def missing(label: str, field: object) -> str:
    """What is asked of a field that is empty."""
    return _first(_ASKED, field)(label)


def _invalid(label: str, field: object) -> str:
    return _first(_AMISS, field)(label)


def _first(table: tuple, field: object) -> Callable[[str], str]:
    """The sentence of the kind of field; the last row is for any."""
    kind = "choice" if getattr(field, "choices", None) else ""
    if isinstance(getattr(field, "widget", None), forms.PasswordInput):
        kind = "password"
    return next(
        told
        for types, told in table
        if (types == kind if isinstance(types, str) else isinstance(field, types))
    )


def _a_secret(label: str) -> str:
    said = lowered(label)
    return f"{label}." if said.startswith("nhập ") else f"Nhập {said}."


def _a_choice(label: str) -> str:
    return f"Chọn câu trả lời: {label}" if label.endswith("?") else f"Chọn {lowered(label)}."


def _a_day(label: str) -> str:
    if lowered(label).startswith("ngày"):
        return f"Ghi {lowered(label)}, ví dụ {EXAMPLE_DAY}."
    return f"Ghi một ngày ở mục «{label}», ví dụ {EXAMPLE_DAY}."


def _a_text(label: str) -> str:
    return f"Trả lời câu hỏi: {label}" if label.endswith("?") else f"Ghi {lowered(label)}."


def _too_long(label: str, params: dict) -> str:
    if "max" in params:  # the name of a file
        return (
            f"Tên tệp dài {params['length']} ký tự, nhiều nhất {params['max']}. Đặt tên ngắn hơn."
        )
    now, most = grouped(params["show_value"]), grouped(params["limit_value"])
    return f"{label} dài {now} ký tự, nhiều nhất {most}. Rút gọn lại."


def _too_short(label: str, params: dict) -> str:
    return f"{label} cần ít nhất {grouped(params['limit_value'])} ký tự."


_SEVERAL = (forms.ModelMultipleChoiceField, forms.MultipleChoiceField)
_DAYS = (forms.DateField, models.DateField)
_NUMBERS = (forms.IntegerField, forms.DecimalField)
_ASKED = (
    ("password", _a_secret),
    ((forms.BooleanField,), lambda label: f"Đánh dấu vào ô «{label}»."),
    ((forms.FileField,), lambda label: f"Chọn tệp cho mục «{label}» trên máy."),
    (_SEVERAL, lambda label: f"Chọn ít nhất một mục ở «{label}»."),
    ((forms.ChoiceField,), _a_choice),
    ("choice", _a_choice),
    (_DAYS, _a_day),
    ((forms.TimeField,), lambda label: f"Ghi {lowered(label)}, ví dụ 8:30."),
    (_NUMBERS, lambda label: f"Ghi {lowered(label)} bằng chữ số."),
    ((object,), _a_text),
)
_AMISS = (
    (
        (forms.EmailField, models.EmailField),
        lambda label: "Ghi đủ địa chỉ thư điện tử, ví dụ ten@soctrang.gov.vn.",
    ),
    ((forms.FileField,), lambda label: "Tệp chưa gửi kèm được. Chọn lại tệp rồi gửi."),
    (
        (forms.ChoiceField,),
        lambda label: (
            f"Mục đã chọn ở «{label}» không dùng được nữa. Chọn mục khác trong danh sách."
        ),
    ),
    ("choice", lambda label: f"Chọn lại {lowered(label)} trong danh sách."),
    (_DAYS, lambda label: f"Ghi ngày trước, tháng sau, ví dụ {EXAMPLE_DAY}."),
    ((forms.TimeField,), lambda label: "Ghi giờ và phút, ví dụ 8:30."),
    (_NUMBERS, lambda label: f"Ghi {lowered(label)} bằng chữ số, ví dụ 15."),
    (
        (object,),
        lambda label: f"Ghi lại {lowered(label)}: có chữ hoặc dấu không dùng được ở đây.",
    ),
)
_SENTENCES = {
    "max_length": _too_long,
    "min_length": _too_short,
    "min_value": lambda label, params: f"Ghi số từ {grouped(params['limit_value'])} trở lên.",
    "max_value": lambda label, params: f"Ghi số không quá {grouped(params['limit_value'])}.",
    "unique": lambda label, params: f"{label} này đã có. Ghi {lowered(label)} khác.",
    "empty": lambda label, params: "Tệp rỗng, không có nội dung. Chọn tệp khác.",
    "missing": lambda label, params: "Tệp chưa gửi kèm được. Chọn lại tệp rồi gửi.",
    "null_characters_not_allowed": lambda label, params: (
        f"{label} có ký tự hỏng. Xóa đi rồi gõ lại."
    ),
}


def _is_hidden(field: object) -> bool:
    return getattr(getattr(field, "widget", None), "is_hidden", False)


def _names_a_constraint(error: ValidationError) -> bool:
    """A constraint without words of its own names itself in Django's, which are not lazy."""
    stock = str(models.BaseConstraint.default_violation_error_message)
    return str(error.message).startswith(stock.partition("%")[0])
