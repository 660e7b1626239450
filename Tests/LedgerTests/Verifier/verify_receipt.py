#!/usr/bin/env python3
"""Checks a receipt file offline without sharing a line with the code under test.

    verify_receipt.py file FILE --key VERIFIER-KEY [--key ...] [--name NAME --number NUMBER]
        Says "accept" and what the receipt says, or what is wrong.
    verify_receipt.py cases < FILE
        One case a line, fields between tabs: FILE-IN-BASE64 KEYS [NAME NUMBER], keys between spaces; answers each with "accept" or
        "reject: why".

Only Python 3's standard library, and verify_tlog.py beside it for notes and proofs. Follows Documentation/ledger.md, "Receipt file".
"""
import base64
import hashlib
import json
import re
import sys
import unicodedata

import verify_tlog
from verify_tlog import Refused

FILE = ["v", "receipt", "leaf", "proof", "checkpoint", "salt"]
RECEIPT = [
    "v", "code", "log", "verification", "certificate", "claims", "verdict", "asOf", "validUntil", "sources", "hall", "purpose", "subject",
    "issuedAt", "supersedes",
]
LEAF = ["v", "seq", "at", "kind", "verification", "commitment", "receipt", "clockWentBack"]
TYPES = [
    "resident-id", "passport", "hk-macao-travel-permit", "taiwan-travel-permit", "hk-macao-taiwan-residence-permit", "foreign-permanent-residence",
    "unified-social-credit-code",
]
SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U"


def members(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise Refused("a member stands there twice")
    return dict(pairs)


def parse(text):
    def refuse(_):
        raise Refused("no number of JSON")

    try:
        value = json.loads(text, object_pairs_hook=members, parse_constant=refuse)
        text.encode("utf-8")
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise Refused("no JSON: %s" % error)
    if "\\u0000" in text:
        raise Refused("NUL in a text")
    if not isinstance(value, dict) or type(value.get("v")) is not int or value["v"] != 1:
        raise Refused("not version 1")
    return value


def canonical(value):
    """The one way in which receipts and leaves are written."""
    if isinstance(value, dict):
        return "{" + ",".join(canonical(name) + ":" + canonical(item) for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(item) for item in value) + "]"
    if isinstance(value, str):
        def escape(match):
            character = match.group()
            return {'"': '\\"', "\\": "\\\\", "\n": "\\n"}.get(character, "\\u%04x" % ord(character))
        return '"' + re.sub(r'["\\\x00-\x1f\x7f]', escape, value) + '"'
    if isinstance(value, bool) or value is None or isinstance(value, int):
        return json.dumps(value)
    raise Refused("a number with a fraction")


def text_of(value):
    if not isinstance(value, str):
        raise Refused("not a text")
    return value


def digest_of(text):
    data = verify_tlog.strict_base64(text_of(text).encode())
    if len(data) != 32:
        raise Refused("not 32 bytes")
    return data


def check_code(code):
    plain = text_of(code).replace("-", "")
    if not re.fullmatch(r".{4}-.{4}-.{4}", code) or any(symbol not in SYMBOLS[:32] for symbol in plain[:11]) or plain[11] not in SYMBOLS:
        raise Refused("no code of a receipt")
    number = 0
    for symbol in plain[:11]:
        number = number * 32 + SYMBOLS.index(symbol)
    if SYMBOLS.index(plain[11]) != number % 37:
        raise Refused("the check symbol does not fit")


def long_number(number):
    """Eighteen characters of the fifteen of an old citizen number (GB 11643, ISO 7064 MOD 11-2)."""
    if not re.fullmatch("[0-9]{15}", number):
        return number
    digits = number[:6] + ("18" if number[12:] >= "996" else "19") + number[6:]
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(digits))
    return digits + "10X98765432"[total % 11]


def check_subject(receipt, salt, name, number):
    if receipt["subject"] is None or salt is None:
        raise Refused("whose it is cannot be told")
    name = unicodedata.normalize("NFC", name.strip())
    number = number.replace(" ", "").upper()
    for kind in TYPES:
        said = long_number(number) if kind == "resident-id" else number
        content = b"\0".join(part.encode() for part in (kind, said, name))
        if hashlib.sha256(digest_of(salt) + content).digest() == digest_of(receipt["subject"]):
            return
    raise Refused("another person")


def check(data, keys, person=None):
    """The receipt of a file that proves it; raises Refused otherwise."""
    try:
        file = parse(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise Refused("not UTF-8")
    if not set(file) <= set(FILE) or not set(FILE[:5]) <= set(file):
        raise Refused("no receipt file")
    receipt_text, leaf_text = text_of(file["receipt"]), text_of(file["leaf"])
    if file.get("salt") is not None:
        digest_of(file["salt"])
    receipt, leaf = parse(receipt_text), parse(leaf_text)
    if list(receipt) != RECEIPT or canonical(receipt) != receipt_text:
        raise Refused("the receipt is not canonical")
    check_code(receipt["code"])
    if [name for name in LEAF if name in leaf] != list(leaf) or canonical(leaf) != leaf_text:
        raise Refused("the leaf is not canonical")
    if leaf.get("kind") != "outcome" or type(leaf.get("seq")) is not int:
        raise Refused("no outcome")
    if digest_of(leaf.get("receipt")) != hashlib.sha256(receipt_text.encode()).digest():
        raise Refused("the leaf is that of another receipt")
    if receipt["verification"] != leaf["verification"]:
        raise Refused("another verification")
    note = verify_tlog.open_note(text_of(file["checkpoint"]).encode(), keys)
    size, root = verify_tlog.parse_checkpoint(note, receipt["log"])
    if not isinstance(file["proof"], list) or len(file["proof"]) > 63:
        raise Refused("no proof")
    path = [digest_of(item) for item in file["proof"]]
    verify_tlog.check_inclusion(leaf["seq"], size, verify_tlog.leaf_hash(leaf_text.encode()), root, path)
    if person:
        check_subject(receipt, file.get("salt"), *person)
    return receipt


def main(arguments):
    if arguments == ["cases"]:
        for line in sys.stdin.buffer.read().decode("utf-8").split("\n")[:-1]:
            data, keys, *person = line.split("\t")
            try:
                check(base64.b64decode(data), [verify_tlog.parse_key(key) for key in keys.split(" ")], person)
                print("accept")
            except Refused as why:
                print("reject: %s" % why)
        return
    options = dict(zip(arguments[2::2], arguments[3::2]))
    if len(arguments) < 4 or arguments[0] != "file" or not set(options) <= {"--key", "--name", "--number"}:
        sys.exit(__doc__)
    keys = [verify_tlog.parse_key(value) for name, value in zip(arguments[2::2], arguments[3::2]) if name == "--key"]
    person = (options["--name"], options["--number"]) if "--name" in options else None
    try:
        with open(arguments[1], "rb") as handle:
            receipt = check(handle.read(), keys, person)
        print("accept: %s, %s" % (receipt["code"], receipt["verdict"]))
    except Refused as why:
        sys.exit("reject: %s" % why)


if __name__ == "__main__":
    main(sys.argv[1:])
