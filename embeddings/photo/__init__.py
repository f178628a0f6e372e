"""Read a photo's bytes safely: digest, upright sRGB pixels, capture time, or a refusal.

Whatever arrives (a phone's HEIC, a scanner's CMYK, a bomb, a text file with a picture's name) ends
in one of two ways: a `Photo` whose pixels every later step can trust to be upright 8-bit sRGB, or a
`PhotoRefused` that says what is wrong and what to do. Nothing is half read: the pixels are decoded
once here, so a truncated file is found now and not in the middle of a search.
"""

from embeddings.photo.capture import Capture
from embeddings.photo.colour import Array
from embeddings.photo.decoding import MAX_PIXELS
from embeddings.photo.reading import MAX_BYTES, Photo, fingerprint, read_photo, shrink_to
from embeddings.photo.refusal import PhotoRefused

__all__ = [
    "MAX_BYTES",
    "MAX_PIXELS",
    "Array",
    "Capture",
    "Photo",
    "PhotoRefused",
    "fingerprint",
    "read_photo",
    "shrink_to",
]
