"""Python reads this file when it starts, where its folder is in ``PYTHONPATH``: see ``strictly``."""

import strictly

strictly.watch()
