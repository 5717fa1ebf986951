"""Plans of thematic meetings, and the library of topics cells share."""

from chibo.areas.topics.models.library import Topic, TopicFile, TopicForm, TopicRemark
from chibo.areas.topics.models.plans import PlannedKind, PlannedState, PlannedTopic

__all__ = [
    "PlannedKind",
    "PlannedState",
    "PlannedTopic",
    "Topic",
    "TopicFile",
    "TopicForm",
    "TopicRemark",
]
