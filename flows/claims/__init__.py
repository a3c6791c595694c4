"""Reading figures, claims and who says them: pure functions over one article."""

from typing import Final

EXTRACTOR_VERSION: Final = "8"  # raise it when claims of the same article may differ: runs then read articles again
