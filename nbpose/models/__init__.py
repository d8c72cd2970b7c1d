"""Models: cards that say what each one is, weights, and estimators that turn media into poses."""

from nbpose.models.cards import ModelCard as ModelCard
from nbpose.models.cards import card as card
from nbpose.models.cards import cards as cards
from nbpose.models.estimate import estimate as estimate
from nbpose.models.loading import load as load
from nbpose.models.protocols import Detector as Detector
from nbpose.models.protocols import Estimator as Estimator
from nbpose.models.protocols import Tracker as Tracker
from nbpose.models.smoothing import smooth as smooth
