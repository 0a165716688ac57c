"""The archive: whole or refused, sealed or open, never half unpacked without a word."""

import io

import pytest

from nganam_awards.launcher import archive, seal
from nganam_awards.launcher.trouble import Trouble


BIG = bytes(range(256)) * 12_000  # three pieces of a sealed archive
PASSPHRASE = "sông Ngã Năm 1956"


@pytest.fixture(params=["", PASSPHRASE], ids=["open", "sealed"])
def passphrase(request):
    return request.param


@pytest.fixture
def made(tmp_path, passphrase):
    """An archive with a header, a big file and an empty one."""
    (tmp_path / "big").write_bytes(BIG)
    target = tmp_path / "one.backup"
    with archive.written(target, passphrase) as writing:
        writing.add(archive.HEADER, b'{"format": 1, "release": "0.2"}')
        writing.add_file("media/12/big.pdf", tmp_path / "big")
        writing.add("media/empty", b"")
    return target


def unpack(made, tmp_path, passphrase, check=lambda header: None):
    return archive.unpack(made, tmp_path / "out", passphrase, check)


def test_an_archive_gives_back_every_byte_packed(made, tmp_path, passphrase):
    assert unpack(made, tmp_path, passphrase)["release"] == "0.2"
    assert (tmp_path / "out/media/12/big.pdf").read_bytes() == BIG
    assert (tmp_path / "out/media/empty").read_bytes() == b""
    assert archive.is_sealed(made) == bool(passphrase)
    assert (BIG[:256] in made.read_bytes()) != bool(passphrase)
    assert made.stat().st_mode & 0o777 == 0o600


def test_an_archive_cut_anywhere_is_refused(made, tmp_path, passphrase):
    whole = made.read_bytes()
    for length in (0, 10, 60, 700, len(whole) // 2, len(whole) - 1_500_000, len(whole) - 12_000):
        made.write_bytes(whole[:length])
        with pytest.raises(Trouble, match=r"damaged|cut short|no archive"):
            archive.unpack(made, tmp_path / f"out{length}", passphrase, lambda header: None)


def test_a_changed_byte_is_noticed(made, tmp_path, passphrase):
    changed = bytearray(made.read_bytes())
    changed[len(changed) // 2] ^= 1
    made.write_bytes(changed)
    with pytest.raises(Trouble, match="damaged"):
        unpack(made, tmp_path, passphrase)


def test_pieces_of_a_sealed_archive_keep_their_order(tmp_path):
    closed = io.BytesIO()
    writer = seal.SealedWriter(closed, PASSPHRASE)
    writer.write(BIG)
    writer.close()
    head, piece = len(seal.MAGIC) + 23, 1024 * 1024 + 16
    whole = closed.getvalue()
    swapped = whole[:head] + whole[head + piece : head + 2 * piece] + whole[head : head + piece]
    with pytest.raises(Trouble, match="damaged"):
        seal.SealedReader(io.BytesIO(swapped + whole[head + 2 * piece :]), PASSPHRASE).read()
    with pytest.raises(Trouble, match="damaged"):  # the last piece is missing
        seal.SealedReader(io.BytesIO(whole[: head + 2 * piece]), PASSPHRASE).read()
    with pytest.raises(Trouble, match="passphrase is wrong"):
        seal.SealedReader(io.BytesIO(whole), "other").read()
    assert seal.SealedReader(io.BytesIO(whole), PASSPHRASE).read() == BIG


def test_an_archive_is_never_written_over_and_a_break_leaves_nothing(made, tmp_path, passphrase):
    with pytest.raises(Trouble, match="exists"), archive.written(made, passphrase):
        pass
    with pytest.raises(KeyError), archive.written(tmp_path / "two.backup", passphrase):
        raise KeyError
    assert not list(tmp_path.glob("two*"))


def test_the_header_is_asked_before_anything_is_unpacked(made, tmp_path, passphrase):
    def no(header):
        raise Trouble("newer")

    with pytest.raises(Trouble, match="newer"):
        unpack(made, tmp_path, passphrase, no)
    assert not (tmp_path / "out").exists()


def test_nothing_leads_out_of_the_folder(tmp_path):
    target = tmp_path / "bad.backup"
    with archive.written(target, "") as writing:
        writing.add(archive.HEADER, b'{"format": 1, "release": "0.2"}')
        writing.add("media/../../escaped", b"x")
    with pytest.raises(Trouble, match="leads out"):
        unpack(target, tmp_path, "")
    assert not (tmp_path / "escaped").exists()
