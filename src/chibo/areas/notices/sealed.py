"""The number somebody wants short messages at is sealed."""

from chibo.core.resealing import Columns

CHOICES = Columns("cách nhận thông báo", "notices_noticechoice", {"phone": None}, key="account_id")
