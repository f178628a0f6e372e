"""FAISS over coats of one species and comparable flank: build, search, keep."""

from embeddings.gallery.entry import Apart, Entry, same_species, species_key
from embeddings.gallery.gallery import Gallery, Near
from embeddings.gallery.keeping import GalleryBroken, load, save

__all__ = [
    "Apart",
    "Entry",
    "Gallery",
    "GalleryBroken",
    "Near",
    "load",
    "same_species",
    "save",
    "species_key",
]
