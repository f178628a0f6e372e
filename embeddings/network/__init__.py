"""Networks as functions: shipped weights with their cards, run by ONNX Runtime on the CPU."""

from embeddings.network.embedding import Network, load
from embeddings.network.local import DenseMaps, LocalNetwork, load_local
from embeddings.network.session import RUNTIME
from embeddings.network.weights_folder import DEFAULT, Card, WeightsRefused, names

__all__ = [
    "DEFAULT",
    "RUNTIME",
    "Card",
    "DenseMaps",
    "LocalNetwork",
    "Network",
    "WeightsRefused",
    "load",
    "load_local",
    "names",
]
