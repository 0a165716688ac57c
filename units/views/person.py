"""Administration of people: the list, one person, and their account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nganam_awards.core import clock
from nganam_awards.core.form_page import SUMMARY, form_page, plain_page, posted
from nganam_awards.core.pages import page_of
from nganam_awards.core.refusals import Refused
from units import lockout, rules
from units.forms.filters import people_listed
from units.forms.grant import OfficeForm
from units.forms.person import PersonForm
from units.models import UnitUserPermission, User
from units.offices import OFFICES
from units.services import grant as grant_services, person as person_services
from units.views.guard import administrators_only, say_why_not


PEOPLE = [("Quản trị", ""), ("Người dùng", "units:person_list")]


@require_GET
@administrators_only
def person_list(request: HttpRequest) -> HttpResponse:
    """Every account, with what its owner is in the office."""
    narrowed = people_listed(request.GET, request.user)
    page = page_of(request, narrowed.qs)
    said = rules.offices_of_all(page.object_list)
    return render(
        request,
        "units/person/list.html",
        {
            "filter": narrowed,
            "page": page,
            "rows": [(person, said[person.pk]) for person in page],
            "total": page.total_among(narrowed.qs),
        },
    )


@require_GET
@administrators_only
def person_detail(request: HttpRequest, username: str) -> HttpResponse:
    """One person: seat, town offices, rights on units, account."""
    person = _person(request, username)
    held = set(person.groups.values_list("name", flat=True))
    left = rules.left_behind(person)
    return render(
        request,
        "units/person/person.html",
        {
            "person": person,
            "is_held_up": lockout.is_held_up(person),
            "is_self": person.pk == request.user.pk,
            "offices": [(n, office.spoken) for n, office in OFFICES.items() if n in held],
            "office_form": OfficeForm(person=person),
            "left": left,
            "left_offices": [OFFICES[name].spoken for name in left.offices],
            "grants": rules.told_grants(
                UnitUserPermission.objects.filter(user=person), clock.today()
            ),
        },
    )


@require_http_methods(["GET", "POST"])
@administrators_only
@never_cache
def person_create(request: HttpRequest) -> HttpResponse:
    """Adds a person; the one-time password is shown once, in this very answer."""
    form = PersonForm(posted(request), initial={"unit": request.GET.get("unit")})
    return form_page(
        request,
        form,
        call=lambda: person_services.create_person(by=request.user, **form.cleaned_data),
        then=lambda new: _tell_password(request, new.person, new.password, is_new=True),
        at=SUMMARY,
        page=plain_page(
            request,
            form,
            title="Thêm người dùng",
            crumbs=PEOPLE,
            here="Thêm",
            lead="Sau khi thêm, cổng đưa ra mật khẩu dùng một lần; người dùng tự đổi khi đăng nhập "
            "lần đầu.",
            submit="Thêm người dùng",
        ),
    )


@require_http_methods(["GET", "POST"])
@administrators_only
def person_edit(request: HttpRequest, username: str) -> HttpResponse:
    """Changes a person's details."""
    person = _person(request, username)
    form = PersonForm(posted(request), instance=_person(request, username))
    return form_page(
        request,
        form,
        call=lambda: person_services.change_person(person, by=request.user, **form.cleaned_data),
        done="Đã lưu thông tin người dùng.",
        then=person,
        at=SUMMARY,
        page=plain_page(
            request,
            form,
            title="Sửa người dùng",
            crumbs=[*PEOPLE, (person.full_name, person)],
            here="Sửa",
            lead="Tên và chức danh mới chỉ dùng từ nay về sau; văn bản đã ban hành giữ nguyên.",
            submit="Lưu thay đổi",
        ),
    )


@require_POST
@administrators_only
@never_cache
def person_reset_password(request: HttpRequest, username: str) -> HttpResponse:
    """Resets a password; the new one is shown once, in this very answer."""
    person = _person(request, username)
    try:
        password = person_services.reset_password(person, by=request.user)
    except Refused as refusal:
        say_why_not(request, refusal)
        return redirect(person)
    return _tell_password(request, person, password, is_new=False)


@require_POST
@administrators_only
def person_lock(request: HttpRequest, username: str) -> HttpResponse:
    """Locks an account."""
    return _set_active(request, username, is_active=False)


@require_POST
@administrators_only
def person_unlock(request: HttpRequest, username: str) -> HttpResponse:
    """Unlocks an account."""
    return _set_active(request, username, is_active=True)


@require_POST
@administrators_only
def office_add(request: HttpRequest, username: str) -> HttpResponse:
    """Gives an office (chức vụ) of the town."""
    person = _person(request, username)
    form = OfficeForm(request.POST, person=person)
    if not form.is_valid():
        messages.error(request, "Chọn một chức vụ mà người này chưa giữ.")
        return redirect(person)
    try:
        grant_services.put_in_office(person, form.cleaned_data["office"], by=request.user)
    except Refused as refusal:
        say_why_not(request, refusal)
    else:
        spoken = OFFICES[form.cleaned_data["office"]].spoken
        messages.success(request, f"Đã giao chức vụ {spoken} cho {person.full_name}.")
    return redirect(person)


@require_POST
@administrators_only
def office_remove(request: HttpRequest, username: str) -> HttpResponse:
    """Ends an office (chức vụ) of the town."""
    person = _person(request, username)
    office = get_object_or_404(person.groups, name=request.POST.get("office", "")).name
    try:
        grant_services.remove_from_office(person, office, by=request.user)
    except Refused as refusal:
        say_why_not(request, refusal)
    else:
        messages.success(request, f"{person.full_name} thôi giữ chức vụ {OFFICES[office].spoken}.")
    return redirect(person)


@require_POST
@administrators_only
def left_behind_end(request: HttpRequest, username: str) -> HttpResponse:
    """Thu mọi quyền còn giữ ở nơi cũ."""
    person = _person(request, username)
    count = grant_services.end_left_behind(person, by=request.user)
    if count:
        messages.success(request, f"Đã thu {count} quyền của {person.full_name} ở nơi cũ.")
    else:
        messages.info(request, f"{person.full_name} không còn giữ quyền nào ở nơi cũ.")
    return redirect(person)


def _person(request: HttpRequest, username: str) -> User:
    people = User.objects.visible_to(request.user).select_related("unit")
    return get_object_or_404(people, username=username)


def _set_active(request: HttpRequest, username: str, *, is_active: bool) -> HttpResponse:
    person = _person(request, username)
    try:
        person_services.set_person_active(person, is_active, by=request.user)
    except Refused as refusal:
        say_why_not(request, refusal)
    else:
        done = "Đã mở khóa" if is_active else "Đã khóa"
        messages.success(request, f"{done} tài khoản của {person.full_name}.")
    return redirect(person)


def _tell_password(
    request: HttpRequest, person: User, password: str, *, is_new: bool
) -> HttpResponse:
    context = {"person": person, "password": password, "is_new": is_new}
    return render(request, "units/person/password.html", context)
