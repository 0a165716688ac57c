"""Clusters from Excel, known by their codes."""

from collections.abc import Callable

from nganam_awards.core.sheets.grids import Column
from nganam_awards.core.sheets.imports import (
    Done,
    ListKind,
    Outcome,
    Taker,
    changes_of,
    choice_cell,
    code_cell,
    need,
    text_up_to,
    told_changes,
)
from units import rules
from units.enums import ClusterKind
from units.models import Cluster, User
from units.services.cluster import change_cluster, create_cluster


TITLES = {"code": "Mã cụm, khối", "name": "Tên cụm, khối", "kind": "Loại"}


class ClusterList(ListKind):
    """The list of clusters (cụm, khối thi đua)."""

    slug = "cum-khoi"
    title = "Cụm, khối thi đua"
    about = "Nhập trước danh sách đơn vị, vì mỗi đơn vị ghi mình thuộc cụm, khối nào."
    example = ("CUM_XA", "Cụm thi đua các xã", "Cụm")
    advice = (
        (TITLES["code"], "Bắt buộc. Chữ không dấu, số, gạch dưới. Mã đã có trên cổng thì sửa."),
        (TITLES["name"], "Cần khi thêm mới."),
        (TITLES["kind"], "Cần khi thêm mới: Cụm (các xã, phường gần nhau) hoặc Khối (cùng ngành)."),
        ("Ô để trống", "Giữ nguyên điều đang có trên cổng. Nhập lại cùng một tệp không đổi gì."),
    )

    def may(self, user: User) -> bool:
        """The administrator."""
        return rules.can_manage_units(user)

    def columns(self) -> list[Column]:
        """Code, name, kind."""
        return [
            Column("code", [TITLES["code"], "Mã"], required=True, parse=code_cell),
            Column("name", [TITLES["name"], "Tên", "Cụm, khối"], parse=text_up_to(200)),
            Column("kind", [TITLES["kind"], "Loại cụm, khối"], parse=choice_cell(ClusterKind)),
        ]

    def taker(self, by: User) -> Taker:
        """Clusters there are, by code."""
        known = {cluster.code.lower(): cluster for cluster in Cluster.objects.all()}
        return _taker(known, by)


def _taker(known: dict[str, Cluster], by: User) -> Callable[[dict], Done]:
    def take(row: dict) -> Done:
        fields = {"name": row["name"], "kind": row["kind"]}
        cluster = known.get(row["code"].lower())
        if cluster is None:
            need(row, TITLES, "name", "kind")
            made = create_cluster(by=by, code=row["code"], **fields)
            known[made.code.lower()] = made
            return Done(made.name, Outcome.ADD)
        changes = changes_of(cluster, fields, TITLES)
        told = told_changes(cluster, changes, TITLES)
        if not changes:
            return Done(cluster.name, Outcome.SAME)
        known[cluster.code.lower()] = change_cluster(cluster, by=by, **changes)
        return Done(cluster.name, Outcome.CHANGE, told)

    return take
