"""Under which post a paper of a committee is signed, and by whom."""

from collections.abc import Mapping

from chibo.areas.documents.parts import Signature
from chibo.core.i18n import _


def signed_by_head(
    names: Mapping[str, str], on_behalf: str = "", *, left_post: str = "", left_name: str = ""
) -> Signature:
    """T/M the committee, the secretary; who stands in signs under the post they hold themselves.

    An elected committee has no K/T (HD 05-HD/VPTW, HD 36-HD/VPTW: domain.md §9 [T]), so nobody is
    named as signing "thay bí thư". `names`: by "secretary", "standing_in", "deputy" (see
    `access.queries.signers`); the secretary's place stays empty where nobody is known.
    """
    post, name = _("BÍ THƯ"), names.get("secretary", "")
    if "standing_in" in names:
        is_deputy = names.get("standing_in_post") == "deputy"
        post = _("PHÓ BÍ THƯ") if is_deputy else _("CHI ỦY VIÊN")
        name = names["standing_in"]
    return Signature(
        on_behalf=on_behalf, post=post, name=name, left_post=left_post, left_name=left_name
    )
