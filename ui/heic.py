"""Reads one HEIC picture, as phones take them, in a process of its own: ``python -I ui/heic.py SIDE MOST < in > out``.

The decoder is large, needs three times the pixels, and meets files of anybody: what it takes is bounded here, and what
may befall it befalls no page. Out comes a PNG, already upright, SIDE pixels at most on its longer side; or, with
``TOO_LARGE``, how many millions of pixels such a picture may have.
"""

import resource
import sys
from io import BytesIO

import pillow_heif
from PIL import Image

MEMORY, SECONDS = 192 * 1024 * 1024, 5
"""What the process may take in all, itself included; two seconds are what a phone's own picture needs at most."""
TOO_LARGE = 2
STRIP = 1_000_000
"""Pixels that are reduced at once."""


def main(side: int, most: int) -> int:
    confine()
    pillow_heif.options.DECODE_THREADS = 1
    pillow_heif.options.AUX_IMAGES = pillow_heif.options.DEPTH_IMAGES = pillow_heif.options.THUMBNAILS = False
    pictures = pillow_heif.open_heif(BytesIO(sys.stdin.buffer.read()), convert_hdr_to_8bit=True)
    picture = pictures[pictures.primary_index]
    if not is_plain(picture):
        most //= 2
    if picture.size[0] * picture.size[1] > most * 1_000_000:
        sys.stdout.write(str(most))
        return TOO_LARGE
    small = reduced(picture, side)
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    small.save(sys.stdout.buffer, "PNG", compress_level=1, icc_profile=picture.info.get("icc_profile"))
    return 0


def confine() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


def is_plain(picture: pillow_heif.HeifImage) -> bool:
    """Whether it is made as phones do; transparency, finer colours or more than eight bits need twice the memory."""
    return (picture.mode, picture.info.get("chroma"), picture.info["bit_depth"]) == ("RGB", 420, 8)


def reduced(picture: pillow_heif.HeifImage, side: int) -> Image.Image:
    """The picture strip by strip: beside the pixels of the decoder, no other picture of full size stands in memory."""
    data, stride = picture.data, picture.stride
    width, height = picture.size
    by = max(1, max(width, height) // side)
    result = None
    rows = by * max(1, STRIP // (width * by))
    for top in range(0, height, rows):
        size = (width, min(rows, height - top))
        part = data[top * stride : (top + size[1]) * stride]
        strip = Image.frombytes(picture.mode, size, part, "raw", picture.mode, stride).reduce(by)
        result = result or Image.new(strip.mode, (strip.width, -(-height // by)))
        result.paste(strip, (0, top // by))
    return result


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
