"""FAISS over coats of one species and comparable flank: build, search, keep."""

from embeddings.gallery.entry import Apart, Entry, same_species, species_key
from embeddings.gallery.files import GalleryBroken
from embeddings.gallery.gallery import Gallery, Near
from embeddings.gallery.keeping import gather, load, save

__all__ = [
    "Apart",
    "Entry",
    "Gallery",
    "GalleryBroken",
    "Near",
    "gather",
    "load",
    "same_species",
    "save",
    "species_key",
]
