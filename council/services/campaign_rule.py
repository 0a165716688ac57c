"""The switch «lấy phiếu ý kiến» of one campaign; each change leaves one `AdminAct`."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from campaigns.models import Campaign
from council.models import CampaignRule
from council.rules import campaign_rule as campaign_rule_rules
from nganam_awards.core import workflow
from nganam_awards.core.refusals import AlreadyDone, Refused, saved
from units.models import User
from units.services.act import note


def switch_on(campaign: Campaign, *, starts_on: date, by: User) -> CampaignRule:
    """The Council is asked about its lines from the day on, whatever the law's rows say."""
    if not campaign_rule_rules.can_switch(by):
        raise PermissionDenied
    with transaction.atomic():
        locked = workflow.lock(Campaign, campaign.pk)
        same = CampaignRule.objects.filter(campaign=locked, starts_on=starts_on, ends_on=None)
        if same.exists():
            raise AlreadyDone(f"Đã bật lấy phiếu ý kiến từ {starts_on:%d/%m/%Y}.")
        if blockers := campaign_rule_rules.start_blockers(locked, starts_on):
            raise Refused(*blockers)
        row = CampaignRule(campaign=locked, starts_on=starts_on, set_by=by)
        saved(row)
        note(by, "Bật lấy phiếu ý kiến của Hội đồng", _told(row))
    return row


def end(row: CampaignRule, *, ends_on: date, by: User) -> CampaignRule:
    """The last day; what lies before the Council already is voted on all the same."""
    if not campaign_rule_rules.can_switch(by):
        raise PermissionDenied
    with transaction.atomic():
        locked = workflow.lock(CampaignRule, row.pk)
        if locked.ends_on is not None:
            raise AlreadyDone(f"Lấy phiếu ý kiến đến hết {locked.ends_on:%d/%m/%Y}.")
        if blockers := campaign_rule_rules.end_blockers(locked, ends_on):
            raise Refused(*blockers)
        locked.ends_on = ends_on
        locked.save(update_fields=["ends_on"])
        note(by, "Thôi lấy phiếu ý kiến của Hội đồng", _told(locked))
    return locked


def _told(row: CampaignRule) -> str:
    return f"{row.campaign.name}, {campaign_rule_rules.span(row)}"[:400]
