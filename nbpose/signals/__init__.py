"""Plain arrays of time series: filters, gaps."""

from nbpose.signals.gaps import gaps as gaps
from nbpose.signals.one_euro import OneEuro as OneEuro
from nbpose.signals.one_euro import one_euro as one_euro
