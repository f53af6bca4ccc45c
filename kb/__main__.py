"""The command ``kb``, and ``python -m kb``."""

import signal

# there is nothing to undo before the command begins: until then a Ctrl-C just ends it
signal.signal(signal.SIGINT, signal.SIG_DFL)

from kb.cli import main  # noqa: E402

if __name__ == "__main__":
    main(prog_name="kb")
