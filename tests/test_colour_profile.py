"""The colour profile that we build is sRGB, judged by another library."""

from io import BytesIO

from PIL import Image, ImageCms

from export.colour_profile import srgb_profile


def test_profile_says_what_it_is():
    profile = ImageCms.getOpenProfile(BytesIO(srgb_profile()))

    assert ImageCms.getProfileDescription(profile).strip() == "sRGB IEC61966-2.1"
    assert profile.profile.xcolor_space == "RGB "
    assert len(srgb_profile()) < 600


def test_colours_are_those_of_srgb():
    """From our profile to the library's own sRGB: no channel moves by more than one step."""
    ours = ImageCms.getOpenProfile(BytesIO(srgb_profile()))
    theirs = ImageCms.createProfile("sRGB")
    change = ImageCms.buildTransform(ours, theirs, "RGB", "RGB")
    steps = range(0, 256, 15)
    for red in steps:
        for green in steps:
            before = Image.new("RGB", (1, 1), (red, green, 255 - red))
            after = ImageCms.applyTransform(before, change).getpixel((0, 0))
            assert max(abs(a - b) for a, b in zip(after, before.getpixel((0, 0)), strict=True)) <= 1


def test_profile_is_always_the_same():
    assert srgb_profile() == srgb_profile()
