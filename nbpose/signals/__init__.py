"""Filters over plain arrays of time series."""

from nbpose.signals.one_euro import OneEuro as OneEuro
from nbpose.signals.one_euro import one_euro as one_euro
