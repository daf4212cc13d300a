"""Where a checkout keeps what is its own: the embedded database, media, mails of a trial, a drawn key."""

import os
from pathlib import Path

STATE_DIR = Path(os.environ.get("CAP_STATE_DIR") or Path(__file__).resolve().parents[2] / "var").absolute()
