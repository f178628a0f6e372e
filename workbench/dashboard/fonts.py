"""Han characters on every page: a font of the program's own, as many machines have none.

Without it names in Chinese are empty boxes. It is the font of the court report and comes with that
package; nothing is fetched, and a browser asks for it only where a page holds such characters.
"""

from importlib.util import find_spec
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

__all__ = ["ADDRESS", "han"]

ADDRESS = "/kit/han.otf"
# Seven megabytes of outlines: packing them again for every browser took half a second of processor
# and made them little smaller; the file is another one only in another version of the program.
HEADERS = {"Cache-Control": "max-age=2592000, immutable", "Content-Encoding": "identity"}
_PACKAGE, _FILE = "pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"


def han() -> Route:
    """The address of the font; 404 where its package is missing, and boxes are shown then."""

    async def font(_: Request) -> Response:
        spec = find_spec(_PACKAGE)
        file = Path(spec.origin).parent / _FILE if spec and spec.origin else None
        if file is None or not file.is_file():
            return Response(status_code=404)
        return FileResponse(file, media_type="font/otf", headers=HEADERS)

    return Route(ADDRESS, font)
