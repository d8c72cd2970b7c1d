"""`python -m nbpose` does what the command `nbpose` does."""

import sys

from nbpose.cli import main

sys.exit(main())
