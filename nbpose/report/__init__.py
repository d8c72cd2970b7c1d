"""Reports: what was measured on a clip, in one HTML file that opens without a network.

``nbp.report("walk.html", clip, poses)`` writes one.
"""

from nbpose._callable import make_callable
from nbpose.report.write import report as report

make_callable(__name__, "report")
