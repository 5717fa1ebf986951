"""Slides and papers of a shared topic."""

from datetime import datetime

from django.core.files import File
from django.db import transaction

from chibo.areas.documents.harm import refuse_harmful_file
from chibo.areas.documents.secrecy import refuse_secret_file
from chibo.areas.topics.actions.sharing import lock_topic, trail
from chibo.areas.topics.errors import BadFile
from chibo.areas.topics.models import Topic, TopicFile
from chibo.core.actor import Actor
from chibo.core.i18n import _

FILE_LIMIT = 10 * 1024 * 1024
MOST_FILES = 10
NAME_LENGTH = 200


@transaction.atomic
def add_file(*, actor: Actor, topic_id: int, file: "File[bytes]", now: datetime) -> TopicFile:
    """Keep a file with a topic: at most 10 MB, of a kind that is known, not marked Mật.

    Raises NotThere, NotAllowed, BadFile, HarmfulFile, MarkedSecret, CannotLookInside.
    """
    topic = lock_topic(actor, topic_id)
    name = (file.name or "").replace("\\", "/").rsplit("/", 1)[-1]
    _check(topic, name, file)
    row = TopicFile.objects.create(
        topic=topic, name=name[-NAME_LENGTH:], file=file, size=file.size or 0
    )
    trail(actor, "topic.file_added", topic, now, {"file": [None, row.name]})
    return row


@transaction.atomic
def remove_file(*, actor: Actor, topic_id: int, file_id: int, now: datetime) -> None:
    """Take a file away; taken away twice changes nothing."""
    topic = lock_topic(actor, topic_id)
    row = TopicFile.objects.filter(topic=topic, pk=file_id).first()
    if row is None:
        return
    trail(actor, "topic.file_removed", topic, now, {"file": [row.name, None]})
    stored = row.file
    row.delete()
    transaction.on_commit(lambda: stored.storage.delete(str(stored.name)))


def _check(topic: Topic, name: str, file: "File[bytes]") -> None:
    if topic.files.count() >= MOST_FILES:
        raise BadFile(_("Mỗi chuyên đề giữ nhiều nhất %d tệp. Hãy bỏ bớt tệp cũ.") % MOST_FILES)
    if (file.size or 0) > FILE_LIMIT:
        raise BadFile(_("Tệp lớn hơn 10 MB. Hãy nén ảnh trong tệp cho nhỏ lại rồi gửi."))
    content = file.read()
    file.seek(0)
    refuse_harmful_file(name, content)
    refuse_secret_file(name, content)
