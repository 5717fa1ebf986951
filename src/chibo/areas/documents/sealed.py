"""Papers waiting to be fetched as PDF name people with their numbers: both files are sealed."""

from chibo.core.resealing import Files

SOURCES = Files("văn bản chờ đổi sang PDF", "documents_paperpdf", "source")
PDFS = Files("văn bản PDF", "documents_paperpdf", "content")
