"""Pictures people send: checked before they are decoded, drawn again from their pixels.

Nothing of the original file is kept but what the eye sees: no metadata, no second frame, no
hidden content. ``PictureField`` refuses early, ``process`` makes the picture that is stored.
"""

import secrets
import struct
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from threading import BoundedSemaphore

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageCms
from PIL.JpegImagePlugin import JpegImageFile

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_MEGABYTES = 15
MAX_BYTES = MAX_MEGABYTES * 1024 * 1024
MAX_MEGAPIXELS = 50
"""The largest that phones take without being asked for more; a JPEG is made small while it is decoded."""
MAX_MEGAPIXELS_WHOLE = 25
MAX_MEGAPIXELS_OF_WEBP = 8
"""Fewer where all pixels are decoded, as of a PNG and a HEIC; a WebP takes four times its own."""
MAX_WAVES = 100_000_000
"""Bytes of a JPEG that comes in several scans: all its waves are kept until the last one."""
ACCEPTED = "image/jpeg,image/png,image/webp,image/heic,image/heif"
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1")
HEIC_READER = Path(__file__).with_name("heic.py")
HEIC_PATIENCE, HEIC_TOO_LARGE = 20, 2
"""Seconds, and how the reader ends when it refuses to read so many pixels."""
SCAN, SEGMENTS = 0xDA, {*range(0xC0, 0xFF)} - {*range(0xD0, 0xDA)}
"""The parts of a JPEG that say how long they are."""
MAX_RATIO = 20
STRIP = 1_000_000
"""Pixels that are flattened and reduced at once."""
ONE_AT_A_TIME = BoundedSemaphore(1)
"""The pixels of one picture take as much memory as all else that a process holds."""
ORIENTATION = 0x0112
QUALITY = 82
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    EOFError,
    MemoryError,
    struct.error,
    Image.DecompressionBombError,
    subprocess.SubprocessError,
)
"""What decoders raise on a damaged or hostile file."""


class Rejected(Exception):
    """A picture that cannot be taken; ``message`` is the sentence for the person who sent it."""

    def __init__(self, message):
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class ProcessedPicture:
    """A WebP drawn from pixels, under a name of ours."""

    content: ContentFile
    width: int
    height: int


def process(file, max_side):
    """The picture to store: upright, in sRGB on white, ``max_side`` pixels at most on its longer side."""
    data = weighed(file)
    try:
        with ONE_AT_A_TIME:
            image = opened(from_heic(data, max_side) if is_heic(data) else data)
            clean = drawn_again(image, max_side)
    except UNREADABLE as error:
        raise Rejected(unreadable()) from error
    output = BytesIO()
    clean.save(output, "WEBP", quality=QUALITY, exif=b"", icc_profile=b"", xmp=b"")
    content = ContentFile(output.getvalue(), name=f"{secrets.token_hex(16)}.webp")
    return ProcessedPicture(content, *clean.size)


def check(file):
    """Refuse early what can be refused without decoding; the size of a HEIC is told by its reader only."""
    data = weighed(file)
    if not is_heic(data):
        opened(data)


def is_heic(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS


def from_heic(data: bytes, max_side: int) -> bytes:
    """A small PNG of a HEIC, from a process of its own that knows nothing of ours: see ``ui.heic``."""
    command = [sys.executable, "-I", str(HEIC_READER), str(max_side), str(MAX_MEGAPIXELS_WHOLE)]
    reader = subprocess.run(command, input=data, env={}, capture_output=True, timeout=HEIC_PATIENCE)
    if reader.returncode == HEIC_TOO_LARGE:
        raise Rejected(too_large(int(reader.stdout)))
    if reader.returncode:
        raise Rejected(unreadable())
    return reader.stdout


def drawn_again(image: Image.Image, max_side: int) -> Image.Image:
    by = shrunk(image, max_side)
    image.draft(None, (image.width // by, image.height // by))
    image.load()
    drawn = reduced(image, max_side)
    drawn.thumbnail((max_side, max_side), Image.Resampling.LANCZOS)
    drawn = in_srgb(upright(drawn, image), image.info.get("icc_profile"))
    clean = Image.new("RGB", drawn.size)
    clean.paste(drawn)
    return clean


def shrunk(image: Image.Image, max_side: int) -> int:
    """How many times smaller it may become before it is smaller than asked."""
    return max(1, max(image.size) // max_side)


def reduced(image, max_side):
    """The picture flattened, less than twice ``max_side`` on its longer side.

    It is done strip by strip, so that no other picture of full size stands in memory.
    """
    width, height = image.size
    by = shrunk(image, max_side)
    result = None
    rows = by * max(1, STRIP // (width * by))
    for top in range(0, height, rows):
        strip = flattened(image.crop((0, top, width, min(height, top + rows)))).reduce(by)
        result = result or Image.new(strip.mode, (strip.width, -(-height // by)))
        result.paste(strip, (0, top // by))
    return result


def weighed(file) -> bytes:
    """All that was sent, unless it is nothing or too much; the file may be read again."""
    file.seek(0)
    data = file.read(MAX_BYTES + 1)
    file.seek(0)
    if not data:
        raise Rejected(_("Ce fichier est vide : choisissez une image JPEG, PNG, WebP ou HEIC."))
    if len(data) > MAX_BYTES:
        told = _("L’image dépasse %(most)s Mo : réduisez-la, puis choisissez-la de nouveau.")
        raise Rejected(told % {"most": MAX_MEGABYTES})
    return data


def opened(data: bytes) -> Image.Image:
    """The picture with its header read and its pixels not yet decoded."""
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Rejected(too_large()) from error
    except UNREADABLE as error:
        raise Rejected(unreadable()) from error
    check_size(*image.size, most_megapixels(image, data))
    return image


def most_megapixels(image: Image.Image, data: bytes) -> int:
    if image.format == "WEBP":
        return MAX_MEGAPIXELS_OF_WEBP
    if not isinstance(image, JpegImageFile):
        return MAX_MEGAPIXELS_WHOLE
    if image.info.get("progressive") or not is_in_one_scan(data, len(image.layer)):
        return min(MAX_MEGAPIXELS, MAX_WAVES // bytes_of_waves(image.layer) // 1_000_000)
    return MAX_MEGAPIXELS


def is_in_one_scan(data: bytes, layers: int) -> bool:
    """Whether the first scan of a JPEG tells of all its layers, so that nothing is kept for a later one."""
    at = 2
    while at + 4 < len(data) and data[at] == 0xFF and data[at + 1] in SEGMENTS:
        if data[at + 1] == SCAN:
            return data[at + 4] == layers
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return False


def bytes_of_waves(layers: list[tuple[int, int, int, int]]) -> int:
    """Two bytes a pixel of each layer, of which some are coarser than the picture: rounded up, for one pixel of it."""
    finest = max(across * down for _layer, across, down, _table in layers)
    return -(-2 * sum(across * down for _layer, across, down, _table in layers) // finest)


def check_size(width: int, height: int, most: int) -> None:
    if width * height > most * 1_000_000:
        raise Rejected(too_large(most))
    if max(width, height) > MAX_RATIO * min(width, height):
        raise Rejected(_("L’image est trop allongée : recadrez-la, puis choisissez-la de nouveau."))


def too_large(most: int = MAX_MEGAPIXELS) -> str:
    told = _("L’image dépasse %(most)s millions de pixels : réduisez-la, puis choisissez-la de nouveau.")
    return told % {"most": most}


def unreadable():
    return _("Ce fichier n’est pas une image JPEG, PNG, WebP ou HEIC lisible : choisissez-en une autre.")


def upright(image, noted):
    """The picture turned as the camera that took ``noted`` says; a damaged note is ignored."""
    try:
        orientation = noted.getexif().get(ORIENTATION, 1)
    except UNREADABLE:
        return image
    return image.transpose(UPRIGHT[orientation]) if orientation in UPRIGHT else image


def in_srgb(image, profile):
    """Colours as a screen shows them."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, *UNREADABLE):
            return image.convert("RGB")
    return image.convert("RGB")


def flattened(image):
    """Eight bits a channel, in mode L, RGB or CMYK: sixteen-bit greys brought to eight, transparency laid on white."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda level: level / 257).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        return ground
    return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")


class PictureField(forms.FileField):
    """A picture to send: kind, weight and size are checked here, without decoding it.

    The name of the file is neither checked nor kept: long names are common, ours is random.
    """

    default_error_messages = {
        "empty": gettext_lazy("Ce fichier est vide : choisissez une image JPEG, PNG, WebP ou HEIC."),
        "invalid": gettext_lazy("Choisissez une image JPEG, PNG, WebP ou HEIC."),
    }

    def __init__(self, **options):
        options.setdefault("widget", forms.FileInput(attrs={"accept": ACCEPTED}))
        super().__init__(**options)

    def to_python(self, data):
        file = super().to_python(data)
        if file:
            try:
                check(file)
            except Rejected as refusal:
                raise ValidationError(refusal.message, code="invalid_image") from refusal
        return file
