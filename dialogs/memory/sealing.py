"""Encryption at rest: each person's words under a key of their own, that key wrapped by the operator's.

AES-256-GCM from `cryptography`. The person's id is bound to each sealed text as associated data, so that a
row cannot be read under another person's name.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES, NONCE_BYTES = 32, 12


class KeyTrouble(Exception):
    """The operator's key is missing or is not the one that sealed this store."""


class Sealer:
    """Seals and opens bytes under one key.

    Args:
        key: 32 random bytes.
    """

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, clear: bytes, about: str) -> bytes:
        """`clear` encrypted; it opens only with the same `about`."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, clear, about.encode())

    def open(self, sealed: bytes, about: str) -> bytes:
        """The clear bytes.

        Raises:
            KeyTrouble: Another key sealed them, they were changed, or they belong to another person.
        """
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], about.encode())
        except InvalidTag:
            raise KeyTrouble("the key does not open this store") from None


def new_key() -> bytes:
    """A key for one person, from the random source of the system."""
    return secrets.token_bytes(KEY_BYTES)


def read_key(text: str) -> bytes:
    """A key from its base64 spelling.

    Raises:
        KeyTrouble: It is not 32 bytes in base64.
    """
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise KeyTrouble(f"the operator's key must be {KEY_BYTES} bytes in base64, 44 characters")
    return key


def write_key(path: Path, key: bytes) -> None:
    """Write a key into a new file that only its owner can read."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(base64.b64encode(key).decode() + "\n")
        file.flush()
        os.fsync(file.fileno())


def key_from_file(path: Path, *, may_make: bool) -> bytes:
    """The operator's key in a file that only its owner can read.

    Args:
        path: The key file.
        may_make: Whether a missing file is made; false when a store exists already.

    Raises:
        KeyTrouble: The file is missing and may not be made, is readable by others, or holds no key.
    """
    if not path.exists():
        if not may_make:
            raise KeyTrouble(
                f"the store was sealed with a key, and {path} is not there. Put the key file back, or set "
                "NAVIGATOR_KEY. Without it nothing in the store can be read"
            )
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_key(path, new_key())
    if path.stat().st_mode & 0o077:
        raise KeyTrouble(f"{path} can be read by others; run: chmod 600 {path}")
    return read_key(path.read_text())
