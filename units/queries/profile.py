"""What a person may say about his own account: which letters there are for him to choose from."""

from nganam_awards.notices.enums import MailKind
from units.models import User
from units.queries.grant import holds_somewhere


_TOWN = {
    MailKind.RECEIVE: ("dossiers.receive", "dossiers.assign"),
    MailKind.APPRAISE: ("dossiers.appraise_any", "dossiers.assign"),
    MailKind.DUE_SOON: ("dossiers.appraise_any", "dossiers.assign"),
    MailKind.OVERDUE: ("dossiers.appraise_any", "dossiers.assign"),
    MailKind.BY_HAND: ("dossiers.receive", "dossiers.appraise_any", "dossiers.assign"),
}
_UNIT = (MailKind.UNIT, MailKind.PLAN, MailKind.BY_HAND)


def letters_for(user: User) -> list[MailKind]:
    """The kinds of optional letters that reach somebody in this person's offices."""
    is_of_unit = holds_somewhere(user, "file_dossiers", "confirm_dossiers")
    found = {MailKind.STEP, MailKind.TALK, *(_UNIT if is_of_unit else ())}
    found |= {kind for kind, rights in _TOWN.items() if any(map(user.has_perm, rights))}
    return [kind for kind in MailKind if kind in found]
