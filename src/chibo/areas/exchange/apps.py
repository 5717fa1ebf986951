from typing import Any

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "chibo.areas.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Name what imports keep sealed, and who knows which imports wrote records of units."""

        def imports(*asked: Any) -> Any:
            from chibo.areas.exchange.touching import imports_touching

            return imports_touching(*asked)

        from chibo.areas.exchange.sealed import CHANGES, FILES
        from chibo.areas.indicators.closing.touched import name_touching
        from chibo.core.resealing import keeps_sealed

        keeps_sealed(CHANGES, FILES)
        name_touching(imports)
