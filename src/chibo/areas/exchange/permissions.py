"""Permission names of this area (given by roles, see access/roles.toml)."""

TAKE = "imports.take"
EXPORT = "exports.make"
CHANGES = {
    "units": "units.change",
    "changes": "units.change",
    "places": "places.change",
    "members": "members.change",
    "transfers": "members.change",
    "posts": "posts.change",
    "overseers": "oversight.assign",
    "meetings": "meetings.correct",
    "targets": "targets.set",
    "classes": "training.keep",
    "enrolments": "training.keep",
}
