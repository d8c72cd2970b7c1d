"""The command line: `nbpose ...` does without a notebook what the modules do in one."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from nbpose._version import __version__
from nbpose.errors import NbposeError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `nbpose`.

    Parameters
    ----------
    arguments : sequence of str, optional
        Those of the process when left out.

    Returns
    -------
    int
        Exit status: 0, or 1 with one sentence on stderr.
    """
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except NbposeError as error:
        print(f"nbpose: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("nbpose: stopped.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="nbpose", description="Annotate, estimate and measure poses."
    )
    parser.add_argument("--version", action="version", version=f"nbpose {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    demo = commands.add_parser(
        "demo",
        help="from a video to poses, angles, a report and a notebook",
        description="Follow everybody in a video, measure joint angles, and write poses, an "
        "annotated video, tables, a report and an executed notebook into one folder.",
    )
    demo.add_argument("video", nargs="?", type=Path, help="a video; a sample clip when left out")
    demo.add_argument(
        "--out", type=Path, default=Path("demo-output"), help="folder to write to (%(default)s)"
    )
    demo.set_defaults(run=_demo)
    return parser


def _demo(options: argparse.Namespace) -> int:
    from nbpose.cli.demo import run_demo

    run_demo(options.video, options.out)
    return 0
