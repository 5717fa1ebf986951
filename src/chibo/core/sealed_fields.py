"""Fields of tables whose content a copy of the database does not give away; see core/numbers."""

from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from chibo.core.numbers import HEAD, Kind, Sealed, sealer

_ASKED = frozenset({"isnull"})


class _Opening(DeferredAttribute):
    """Opens the value when it is asked for: a list pays nothing for what it does not show."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        return value.open() if isinstance(value, Sealed) else value

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedText(models.TextField):  # type: ignore[type-arg]
    """A text sealed in the table, in the clear on the record; empty and null stay what they are.

    `values()` gives it as `Sealed`. It cannot be asked for: that is what `BlindIndex` is for.
    """

    descriptor_class = _Opening

    def get_prep_value(self, value: Any) -> Any:
        """As the table holds it."""
        if isinstance(value, Sealed):
            return value.stored
        return sealer().seal(str(value)) if value else value

    def from_db_value(self, value: str | None, *_more: Any) -> Any:
        """Sealed still; plain only where an earlier version wrote it."""
        return Sealed(value) if value and value.startswith(HEAD) else value

    def get_lookup(self, lookup: str) -> Any:
        """Whether something is recorded; any other question is refused."""
        return _only_isnull(super().get_lookup(lookup), lookup, self)


class SealedBytes(models.BinaryField):  # type: ignore[type-arg]
    """A file sealed in the table, in the clear on the record."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """As the table holds it."""
        sealed = sealer().seal_bytes(bytes(value)) if value else value
        return super().get_db_prep_value(sealed, connection, prepared)

    def from_db_value(self, value: Any, *_more: Any) -> Any:
        """The file as it came."""
        return sealer().open_bytes(bytes(value)) if value else value

    def get_lookup(self, lookup: str) -> Any:
        """As for texts."""
        return _only_isnull(super().get_lookup(lookup), lookup, self)


class BlindIndex(models.TextField):  # type: ignore[type-arg]
    """Beside a sealed field: the keyed fingerprint by which exactly that number is found.

    Written with every `save()`. What writes by `update()` or in bulk sets both.
    """

    def __init__(self, *args: Any, of: str = "", kind: Kind = "number", **more: Any) -> None:
        self.of, self.kind = of, kind
        more |= {"null": True, "editable": False, "db_collation": "C"}
        super().__init__(*args, **more)

    def deconstruct(self) -> Any:
        """For upgrades."""
        name, path, args, more = super().deconstruct()
        return name, path, args, {**more, "of": self.of, "kind": self.kind}

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The fingerprint of what the record says now."""
        text = getattr(model_instance, self.of)
        value = sealer().mark(self.kind, text) if text else None
        setattr(model_instance, self.attname, value)
        return value


def _only_isnull(found: Any, lookup: str, field: "models.Field[Any, Any]") -> Any:
    if lookup not in _ASKED:
        raise FieldError(f"{field} is sealed: ask its blind index")
    return found
