"""Pictures people send, hostile ones among them: what is refused, and what the eye sees of the rest."""

import struct
import subprocess
import sys
import threading
import time
import zlib
from contextlib import suppress
from functools import cache
from io import BytesIO

import pillow_heif
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image, ImageCms, ImageDraw, PngImagePlugin

from tests.rules.source import ROOT
from ui.pictures import HEIC_READER, MAX_BYTES, ONE_AT_A_TIME, PictureField, Rejected, process

pytestmark = [
    pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning"),
    pytest.mark.filterwarnings("ignore:Corrupt EXIF data:UserWarning"),
]
RED, WHITE, BLUE = (220, 30, 40), (255, 255, 255), (20, 60, 200)
NEAR = 14
SCRIPT = b"<script>alert(1)</script>"


def upload(data, name="photo.png"):
    return SimpleUploadedFile(name, data)


def saved(image, kind="PNG", **options):
    output = BytesIO()
    image.save(output, kind, **options)
    return output.getvalue()


def heic(image, **options):
    output = BytesIO()
    fast = {"quality": 60, "enc_params": {"preset": "ultrafast"}}
    pillow_heif.from_pillow(image).save(output, **fast | options)
    return output.getvalue()


def told_as(data, width, height):
    """A HEIC whose header says another size than its pixels have."""
    at = data.index(b"ispe") + 8
    return data[:at] + struct.pack(">II", width, height) + data[at + 8 :]


def scan_by_scan(data):
    """A JPEG that says to come in several scans, one a layer, though it is not progressive."""
    at = data.index(b"\xff\xda") + 4
    return data[:at] + b"\x01" + data[at + 1 :]


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width, height, rows, depth=8, colour=0):
    """A PNG whose header may lie about its pixels."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def plain(colour=RED, size=(60, 40), mode="RGB"):
    return Image.new(mode, size, colour)


def drawn(data, side=400, name="photo.png"):
    """The pixels of what is stored."""
    picture = process(upload(data, name), side)
    image = Image.open(picture.content)
    assert (image.format, image.mode, image.size) == ("WEBP", "RGB", (picture.width, picture.height))
    return image.convert("RGB")


def assert_near(pixel, colour):
    assert max(abs(seen - meant) for seen, meant in zip(pixel, colour, strict=True)) <= NEAR, (pixel, colour)


def one_frame_then_another(kind):
    return saved(plain(RED), kind, save_all=True, append_images=[plain(BLUE)], duration=100)


def with_oversized_text():
    info = PngImagePlugin.PngInfo()
    info.add_text("comment", "a" * 20_000_000, zip=True)
    return saved(plain(), pnginfo=info)


REFUSED = {
    "nothing": lambda: b"",
    "text": lambda: b"not a picture at all",
    "nul bytes": lambda: b"\x00" * 2048,
    "an SVG named .png": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>",
    "HTML named .png": lambda: b"<!doctype html>" + SCRIPT,
    "a GIF": lambda: saved(plain(), "GIF"),
    "an animated GIF": lambda: one_frame_then_another("GIF"),
    "a BMP": lambda: saved(plain(), "BMP"),
    "a TIFF": lambda: saved(plain(), "TIFF"),
    "an ICO": lambda: saved(plain(size=(32, 32)), "ICO"),
    "a PDF": lambda: saved(plain(), "PDF"),
    "PostScript": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n(/etc/passwd) run\n",
    "an ImageMagick script": lambda: b"push graphic-context\nfill 'url(https://x.example)'\npop graphic-context",
    "a ZIP": lambda: b"PK\x03\x04" + b"\x00" * 100,
    "an AVIF": lambda: saved(plain(), "AVIF"),
    "a cut PNG": lambda: saved(plain(size=(300, 300)))[:300],
    "a cut JPEG": lambda: saved(Image.effect_noise((300, 300), 80).convert("RGB"), "JPEG")[:4000],
    "a cut WebP": lambda: saved(Image.effect_noise((300, 300), 80).convert("RGB"), "WEBP")[:4000],
    "a PNG without pixels": lambda: png(10, 10, b""),
    "a PNG of no size": lambda: png(0, 0, b""),
    "a bomb of 100 million pixels": lambda: png(10_000, 10_000, b"\x00" * 10_000),
    "a bomb of 4 billion pixels": lambda: png(65_000, 65_000, b"\x00" * 10_000),
    "a bomb of text": lambda: with_oversized_text(),
    "25 million real pixels": lambda: saved(Image.new("1", (5000, 5001))),
    "one pixel by a hundred thousand": lambda: saved(Image.new("1", (1, 100_000))),
    "9 million pixels of a WebP": lambda: saved(Image.new("RGBA", (3600, 2500)), "WEBP", lossless=True, method=0),
    "17 million fine pixels of a progressive JPEG": lambda: saved(
        Image.new("RGB", (4250, 4000)), "JPEG", progressive=True, subsampling=0
    ),
    "17 million fine pixels in several scans": lambda: scan_by_scan(
        saved(Image.new("RGB", (4250, 4000)), "JPEG", subsampling=0)
    ),
    "51 million pixels of a JPEG": lambda: saved(Image.new("L", (7500, 6801)), "JPEG"),
    "26 million pixels of a HEIC": lambda: heic(Image.new("RGB", (5200, 5001)), tile_size=512),
    "13 million transparent pixels of a HEIC": lambda: heic(Image.new("RGBA", (3610, 3610))),
    "a HEIC that lies about its size": lambda: told_as(heic(Image.new("RGB", (4000, 4000))), 64, 64),
    "a cut HEIC": lambda: heic(plain())[:400],
    "a HEIC of nothing": lambda: b"\0\0\0\x18ftypheic" + b"\0" * 100,
    "a ribbon": lambda: saved(plain(size=(2100, 100))),
    "too many bytes": lambda: saved(plain()) + b"\x00" * (MAX_BYTES + 1),
}


@cache
def refused(name):
    """Made when a test asks for it: the large ones take seconds."""
    return REFUSED[name]()


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_sentence(name):
    with pytest.raises(Rejected) as refusal:
        process(upload(refused(name)), 400)

    assert refusal.value.message.endswith(".")
    assert "image" in refusal.value.message.lower()


@pytest.mark.parametrize("name", REFUSED)
def test_the_field_and_the_drawing_never_fail_otherwise(name):
    try:
        process(PictureField().clean(upload(refused(name))), 400)
    except (Rejected, ValidationError):
        return
    pytest.fail("taken")


def taken(size, *, quality, **options):
    """A photo as heavy as those of phones."""
    ground = Image.effect_noise((size[0] // 16, size[1] // 16), 90).resize(size, Image.Resampling.BICUBIC)
    grain = Image.effect_noise((size[0] // 2, size[1] // 2), 40).resize(size)
    image = Image.merge("RGB", [Image.blend(ground, grain, share) for share in (0.3, 0.35, 0.4)])
    return saved(image, "JPEG", quality=quality, **options)


TURNED = Image.Exif()
TURNED[ExifTags.Base.Orientation] = 6
HEAVY = {
    "a WebP": lambda: saved(Image.new("RGBA", (3200, 2500), (9, 9, 9, 9)), "WEBP", lossless=True, method=0),
    "a PNG": lambda: saved(Image.new("RGBA", (6000, 4150), (9, 9, 9, 9)), compress_level=1),
    "a long PNG": lambda: saved(Image.new("RGBA", (21_900, 1_095), (9, 9, 9, 9)), compress_level=1),
    "inks": lambda: saved(Image.new("CMYK", (3460, 3460), (9, 9, 9, 9)), "JPEG", progressive=True, subsampling=0),
    "waves": lambda: saved(Image.new("RGB", (5740, 5740), (9, 9, 9)), "JPEG", progressive=True),
    "the most of a JPEG": lambda: saved(Image.new("RGB", (7070, 7070)), "JPEG", subsampling=0, exif=TURNED),
    "a JPEG that is hardly made smaller": lambda: saved(Image.new("RGB", (6390, 6390)), "JPEG", subsampling=0),
    "a JPEG in one strip": lambda: saved(Image.new("RGB", (31_000, 1_600)), "JPEG", subsampling=0),
    "a phone's JPEG": lambda: taken((5712, 4284), quality=95),
    "a phone's HEIC": lambda: heic(Image.linear_gradient("L").resize((5712, 4284)).convert("RGB"), tile_size=512),
}
MEASURED = """
import resource, sys, time
from io import BytesIO
from resource import RUSAGE_CHILDREN, RUSAGE_SELF
from ui.pictures import process

file = BytesIO(sys.stdin.buffer.read())
before, start = resource.getrusage(RUSAGE_SELF).ru_maxrss, time.process_time()
picture = process(file, 1600)
own, below = resource.getrusage(RUSAGE_SELF), resource.getrusage(RUSAGE_CHILDREN)
print(max(own.ru_maxrss - before, below.ru_maxrss), time.process_time() - start + below.ru_utime + below.ru_stime)
print(max(picture.width, picture.height))
"""


@pytest.mark.parametrize("name", HEAVY)
def test_bug_no_picture_takes_the_memory_or_the_time_of_the_others(name):
    data = HEAVY[name]()
    memory, seconds, side = subprocess.run(
        [sys.executable, "-c", MEASURED], input=data, capture_output=True, check=True, cwd=ROOT
    ).stdout.split()

    assert int(memory) < 150 * 1024
    assert float(seconds) < 2
    assert int(side) == 1600
    if "phone's JPEG" in name:
        assert 6.5 < len(data) / 1024 / 1024 < 15


def test_a_heic_that_needs_more_than_it_may_ends_its_own_process_only():
    reader = subprocess.run(
        [sys.executable, "-I", HEIC_READER, "1600", "1000"],
        input=heic(Image.new("RGB", (6700, 6700))),
        capture_output=True,
    )

    assert reader.returncode not in (0, 2)
    assert reader.stdout == b""


def test_pictures_are_drawn_one_after_the_other():
    drawing = threading.Thread(target=drawn, args=(saved(plain()),))
    with ONE_AT_A_TIME:
        drawing.start()
        drawing.join(0.1)
        waited = drawing.is_alive()
    drawing.join(5)

    assert (waited, drawing.is_alive()) == (True, False)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "CMYK"])
def test_a_large_picture_keeps_what_it_shows_from_the_first_row_to_the_last(mode):
    image = plain(WHITE, (2003, 1501)).convert(mode)
    for row, colour in ((0, RED), (700, BLUE), (1400, RED)):
        image.paste(plain(colour, (2003, 101)).convert(mode), (0, row))
    result = drawn(saved(image, "JPEG" if mode == "CMYK" else "PNG"), 200)

    assert result.size == (200, 150)
    for y in (5, 75, 145):
        assert max(result.getpixel((100, y))) - min(result.getpixel((100, y))) > 60 or mode == "L"
    for y in (35, 110):
        assert_near(result.getpixel((100, y)), WHITE)


def test_a_bomb_is_refused_before_it_is_decoded():
    start = time.process_time()
    with pytest.raises(ValidationError):
        PictureField().clean(upload(refused("a bomb of 4 billion pixels")))

    assert time.process_time() - start < 0.2


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_colours_stay(kind):
    assert_near(drawn(saved(plain(), kind)).getpixel((30, 20)), RED)


def test_the_colours_of_a_phone_stay_and_stand_upright():
    image = plain(WHITE, (120, 80))
    ImageDraw.Draw(image).rectangle((0, 0, 29, 19), fill=RED)
    upside = drawn(heic(image, exif=TURNED.tobytes(), quality=95, chroma=444))

    assert upside.size == (80, 120)
    assert_near(upside.getpixel((75, 5)), RED)
    assert_near(upside.getpixel((5, 115)), WHITE)


def test_what_is_transparent_in_a_heic_becomes_white():
    image = Image.new("RGBA", (64, 64), (0, 0, 0, 0))

    assert_near(drawn(heic(image)).getpixel((20, 20)), WHITE)


def test_of_two_pictures_in_one_file_the_first():
    data = saved(plain(RED), "MPO", save_all=True, append_images=[plain(BLUE)])

    assert_near(drawn(data).getpixel((30, 20)), RED)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_an_animation_the_first_frame(kind):
    picture = process(upload(one_frame_then_another(kind)), 400)
    image = Image.open(picture.content)

    assert getattr(image, "n_frames", 1) == 1
    assert_near(image.convert("RGB").getpixel((30, 20)), RED)


@pytest.mark.parametrize("level", [0, 10_000, 40_000, 65_535])
def test_sixteen_bit_greys_keep_their_level(level):
    rows = b"".join(b"\x00" + struct.pack(">H", level) * 40 for _ in range(40))

    assert_near(drawn(png(40, 40, rows, depth=16)).getpixel((20, 20)), (level // 257,) * 3)


def test_sixteen_bit_colours_keep_their_level():
    rows = b"".join(b"\x00" + struct.pack(">HHH", 50_000, 8_000, 10_000) * 40 for _ in range(40))

    assert_near(drawn(png(40, 40, rows, depth=16, colour=2)).getpixel((20, 20)), (195, 31, 39))


def test_inks_become_light():
    assert_near(drawn(saved(plain((0, 220, 210, 20), mode="CMYK"), "JPEG")).getpixel((30, 20)), (235, 32, 41))


def test_what_is_transparent_becomes_white():
    image = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((0, 0, 29, 39), fill=(*RED, 255))
    for data in (saved(image), saved(image, "WEBP", lossless=True)):
        assert_near(drawn(data).getpixel((10, 20)), RED)
        assert_near(drawn(data).getpixel((50, 20)), WHITE)


def test_a_palette_with_a_transparent_colour_is_laid_on_white():
    image = Image.new("P", (60, 40), 1)
    image.putpalette([0, 0, 0, *RED])
    ImageDraw.Draw(image).rectangle((30, 0, 59, 39), fill=0)
    result = drawn(saved(image, transparency=0))

    assert_near(result.getpixel((10, 20)), RED)
    assert_near(result.getpixel((50, 20)), WHITE)


def test_a_grey_with_transparency_is_laid_on_white():
    assert_near(drawn(saved(Image.new("LA", (40, 40), (0, 0)))).getpixel((20, 20)), WHITE)


def test_black_and_white_stays_so():
    assert_near(drawn(saved(Image.new("1", (40, 40), 1))).getpixel((20, 20)), WHITE)


@pytest.mark.parametrize(
    ("orientation", "corner"), [(1, (5, 5)), (3, (54, 34)), (6, (34, 5)), (8, (5, 54)), (2, (54, 5)), (5, (5, 5))]
)
def test_a_photo_is_put_upright(orientation, corner):
    image = plain(WHITE)
    ImageDraw.Draw(image).rectangle((0, 0, 14, 9), fill=RED)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation

    assert_near(drawn(saved(image, "JPEG", exif=exif, quality=95)).getpixel(corner), RED)


def test_a_damaged_note_of_the_camera_is_ignored():
    data = saved(plain(), "JPEG", exif=b"Exif\x00\x00MM\x00*\xff\xff\xff\xff" + b"\xff" * 40)

    assert_near(drawn(data).getpixel((30, 20)), RED)


def test_a_profile_is_turned_into_the_colours_of_screens():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    broken = b"\x00" * 200
    for profile in (lab, broken):
        assert_near(drawn(saved(plain(), icc_profile=profile)).getpixel((30, 20)), RED)
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert_near(drawn(saved(plain(), "JPEG", icc_profile=srgb)).getpixel((30, 20)), RED)


def test_nothing_of_the_file_is_kept_but_its_pixels():
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = SCRIPT.decode()
    exif[ExifTags.Base.Artist] = "Camille Rivière"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (45.0, 46.0, 2.0)
    info = PngImagePlugin.PngInfo()
    info.add_text("comment", SCRIPT.decode())
    for data in (
        saved(plain(), "JPEG", exif=exif, comment=SCRIPT),
        saved(plain(), "PNG", pnginfo=info),
        saved(plain(), "WEBP", exif=exif, xmp=SCRIPT),
        saved(plain(), "JPEG") + b"PK\x03\x04" + SCRIPT,
        saved(plain(), "PNG") + b"<?php system($_GET[0]);" + SCRIPT,
    ):
        content = process(upload(data), 400).content
        stored = content.read()
        assert not any(
            secret in stored for secret in (b"script", b"Camille", b"EXIF", b"XMP ", b"ICCP", b"PK\x03", b"php")
        )
        assert not Image.open(BytesIO(stored)).getexif()


@pytest.mark.parametrize("size", [(3000, 2000), (2000, 3000), (500, 30)])
def test_a_large_picture_is_brought_within_bounds(size):
    picture = process(upload(saved(plain(size=size), "JPEG")), 400)

    assert max(picture.width, picture.height) == 400
    assert abs(picture.width / picture.height - size[0] / size[1]) < 0.7


def test_a_small_picture_is_not_blown_up():
    assert drawn(saved(plain(size=(30, 20)))).size == (30, 20)


@pytest.mark.parametrize(
    "name", ["a" * 300 + ".png", "../../etc/passwd", "a\x00b.png", "<script>.png", ".png", "é\u202egnp.exe"]
)
def test_the_name_is_ours_whatever_was_sent(name):
    file = SimpleUploadedFile("x", saved(plain()))
    file._name = name
    picture = process(PictureField().clean(file), 400)

    assert len(picture.content.name) == 37
    assert picture.content.name.endswith(".webp")


def test_the_extension_says_nothing():
    assert_near(drawn(saved(plain(), "JPEG"), name="photo.gif").getpixel((30, 20)), RED)


def test_the_field_leaves_the_file_to_be_read_again():
    file = PictureField().clean(upload(saved(plain())))

    assert_near(Image.open(process(file, 400).content).convert("RGB").getpixel((30, 20)), RED)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_damaged_picture_is_drawn_or_refused_wherever_the_damage_is(kind):
    sound = saved(Image.effect_noise((64, 64), 90).convert("RGB"), kind)
    for place in range(0, len(sound), max(len(sound) // 60, 1)):
        damaged = sound[:place] + bytes([sound[place] ^ 0xFF]) + sound[place + 1 :]
        with suppress(Rejected):
            assert process(upload(damaged), 100).width <= 100


def test_a_damaged_heic_is_drawn_or_refused_wherever_the_damage_is():
    sound = heic(Image.effect_noise((64, 64), 90).convert("RGB"))
    for place in range(12, len(sound), len(sound) // 12):
        damaged = sound[:place] + bytes([sound[place] ^ 0xFF]) + sound[place + 1 :]
        with suppress(Rejected):
            assert process(upload(damaged), 100).width <= 100
