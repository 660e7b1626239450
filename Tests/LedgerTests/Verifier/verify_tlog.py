#!/usr/bin/env python3
"""Checks transparency logs, proofs and signed notes without sharing a line with the code under test.

    verify_tlog.py log FOLDER --origin ORIGIN --key VERIFIER-KEY [--key ...]
        FOLDER is an exported log: checkpoint, tile/<L>/<N>[.p/<W>], tile/entries/<N>[.p/<W>]. Says the size and root, or what is wrong.
    verify_tlog.py cases < FILE
        One case a line, fields between tabs; answers each with "accept" or "reject: why":
          inclusion   INDEX SIZE LEAF-HASH ROOT HASHES        hashes are base64, several between spaces
          consistency OLD-SIZE NEW-SIZE OLD-ROOT NEW-ROOT HASHES
          note        BASE64 KEYS                             keys are verifier keys, several between spaces
          checkpoint  BASE64 ORIGIN KEYS
          log         FOLDER ORIGIN KEYS
    verify_tlog.py self-test
        Published vectors of RFC 8032, GB/T 32905 and GB/T 32918.

Only Python 3's standard library, and of that nothing for signatures: Ed25519 is RFC 8032 section 5.1 written out, SM3 and SM2 are GB/T 32905
and GB/T 32918. Slow, not constant in time, for public data only.

Specifications: RFC 6962 section 2.1 (tree and proofs, followed by their recursive definitions), C2SP signed-note, tlog-checkpoint,
tlog-cosignature, tlog-tiles.
"""
import base64
import binascii
import hashlib
import os
import sys

LIMIT = 2**63 - 1  # the most leaves that the gateway counts


class Refused(Exception):
    """What is wrong."""


# --- RFC 6962 section 2.1 ---------------------------------------------------------------------------------------------------------------------


def leaf_hash(entry):
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def split_point(n):
    """The largest power of two smaller than n."""
    return 1 << ((n - 1).bit_length() - 1)


def tree_hash(hashes):
    """MTH over hashes that stand for leaves."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    k = split_point(len(hashes))
    return node_hash(tree_hash(hashes[:k]), tree_hash(hashes[k:]))


def inclusion_root(m, n, leaf, path):
    """The root that PATH(m, D[n]) leads to (section 2.1.1, read backwards: the last hash is the other half of the whole tree)."""
    if n == 1:
        if path:
            raise Refused("too many hashes")
        return leaf
    if not path:
        raise Refused("too few hashes")
    k = split_point(n)
    if m < k:
        return node_hash(inclusion_root(m, k, leaf, path[:-1]), path[-1])
    return node_hash(path[-1], inclusion_root(m - k, n - k, leaf, path[:-1]))


def check_inclusion(index, size, leaf, root, path):
    if not 0 <= size <= LIMIT or not 0 <= index < size:
        raise Refused("index or size out of range")
    if inclusion_root(index, size, leaf, path) != root:
        raise Refused("another root")


def consistency_roots(m, n, is_whole, old_root, path):
    """The old and the new root that SUBPROOF(m, D[n], b) leads to (section 2.1.2)."""
    if m == n:
        if is_whole:
            if path:
                raise Refused("too many hashes")
            return old_root, old_root
        if len(path) != 1:
            raise Refused("too few or too many hashes")
        return path[0], path[0]
    if not path:
        raise Refused("too few hashes")
    k = split_point(n)
    if m <= k:
        old, new = consistency_roots(m, k, is_whole, old_root, path[:-1])
        return old, node_hash(new, path[-1])
    old, new = consistency_roots(m - k, n - k, False, old_root, path[:-1])
    return node_hash(path[-1], old), node_hash(path[-1], new)


def check_consistency(old_size, new_size, old_root, new_root, path):
    if not 0 <= old_size <= new_size <= LIMIT:
        raise Refused("sizes out of range")
    empty = hashlib.sha256(b"").digest()
    if old_size == 0 or old_size == new_size:
        if path:
            raise Refused("too many hashes")
        if old_size == 0 and old_root != empty:
            raise Refused("another old root")
        if new_size == 0 and new_root != empty or old_size == new_size and old_root != new_root:
            raise Refused("another root")
        return
    if consistency_roots(old_size, new_size, True, old_root, path) != (old_root, new_root):
        raise Refused("another root")


# --- RFC 8032 section 5.1 ---------------------------------------------------------------------------------------------------------------------

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)


def ed_add(a, b):
    """Addition in extended coordinates (section 5.1.4)."""
    u, v = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = v - u, d - c, d + c, v + u
    return e * f % P, g * h % P, f * g % P, e * h % P


def ed_multiply(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = ed_add(result, point)
        point = ed_add(point, point)
        scalar >>= 1
    return result


def ed_decode(data):
    """Section 5.1.3; None for bytes that are no point."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * SQRT_M1 % P
    if (x * x - x2) % P or x == 0 and sign:
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def ed_encode(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


ED_BASE = ed_decode((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519_verifies(key, message, signature):
    """Section 5.1.7, without the cofactor."""
    if len(signature) != 64:
        return False
    point = ed_decode(key)
    s = int.from_bytes(signature[32:], "little")
    if point is None or s >= Q:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % Q
    negative = (P - point[0], point[1], point[2], P - point[3])
    return ed_encode(ed_add(ed_multiply(s, ED_BASE), ed_multiply(k, negative))) == signature[:32]


# --- GB/T 32905 (SM3) and GB/T 32918 (SM2) ----------------------------------------------------------------------------------------------------


def rotate(word, count):
    count %= 32
    return (word << count | word >> (32 - count)) & 0xFFFFFFFF


def sm3(message):
    state = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    padded = message + b"\x80" + b"\x00" * ((55 - len(message)) % 64) + (8 * len(message)).to_bytes(8, "big")
    for start in range(0, len(padded), 64):
        w = [int.from_bytes(padded[i:i + 4], "big") for i in range(start, start + 64, 4)]
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ rotate(w[j - 3], 15)
            w.append(x ^ rotate(x, 15) ^ rotate(x, 23) ^ rotate(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            s1 = rotate(rotate(a, 12) + e + rotate(0x79CC4519 if j < 16 else 0x7A879D8A, j) & 0xFFFFFFFF, 7)
            s2 = s1 ^ rotate(a, 12)
            ff = a ^ b ^ c if j < 16 else a & b | a & c | b & c
            gg = e ^ f ^ g if j < 16 else e & f | ~e & g & 0xFFFFFFFF
            t1 = ff + d + s2 + (w[j] ^ w[j + 4]) & 0xFFFFFFFF
            t2 = gg + h + s1 + w[j] & 0xFFFFFFFF
            a, b, c, d, e, f, g, h = t1, a, rotate(b, 9), c, t2 ^ rotate(t2, 9) ^ rotate(t2, 17), e, rotate(f, 19), g
        state = [x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h))]
    return b"".join(x.to_bytes(4, "big") for x in state)


SM_P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
SM_A = SM_P - 3
SM_B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
SM_N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
SM_G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)


def sm_add(a, b):
    if a is None:
        return b
    if b is None:
        return a
    if a[0] == b[0]:
        if (a[1] + b[1]) % SM_P == 0:
            return None
        slope = (3 * a[0] * a[0] + SM_A) * pow(2 * a[1], -1, SM_P) % SM_P
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, SM_P) % SM_P
    x = (slope * slope - a[0] - b[0]) % SM_P
    return x, (slope * (a[0] - x) - a[1]) % SM_P


def sm_multiply(scalar, point):
    result = None
    while scalar:
        if scalar & 1:
            result = sm_add(result, point)
        point = sm_add(point, point)
        scalar >>= 1
    return result


def sm_decode(key):
    """`04 ‖ x ‖ y`; None for bytes that are no point of the curve."""
    if len(key) != 65 or key[0] != 4:
        return None
    x, y = int.from_bytes(key[1:33], "big"), int.from_bytes(key[33:], "big")
    if x >= SM_P or y >= SM_P or (y * y - (x * x * x + SM_A * x + SM_B)) % SM_P:
        return None
    return x, y


def sm2_verifies(key, message, signature, signer=b"1234567812345678"):
    """GB/T 32918.2 section 7 (the digest of the signer is section 5.5)."""
    point = sm_decode(key)
    if point is None or len(signature) != 64:
        return False
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if not 0 < r < SM_N or not 0 < s < SM_N:
        return False
    fields = (SM_A, SM_B) + SM_G + point
    z = sm3((8 * len(signer)).to_bytes(2, "big") + signer + b"".join(field.to_bytes(32, "big") for field in fields))
    e = int.from_bytes(sm3(z + message), "big")
    t = (r + s) % SM_N
    if t == 0:
        return False
    sum_ = sm_add(sm_multiply(s, SM_G), sm_multiply(t, point))
    return sum_ is not None and (e + sum_[0]) % SM_N == r


# --- C2SP signed-note and tlog-checkpoint -----------------------------------------------------------------------------------------------------

SPACES = {0x20, 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000} | set(range(0x09, 0x0E)) | set(range(0x2000, 0x200B))


def cosignature_verifies(key, message, signature):
    """C2SP tlog-cosignature, "Ed25519 signed message"."""
    time = int.from_bytes(signature[:8], "big")
    signed = b"cosignature/v1\ntime %d\n" % time + message
    return len(signature) == 72 and time <= LIMIT and ed25519_verifies(key, signed, signature[8:])


ALGORITHMS = ((b"\x01", 32, ed25519_verifies), (b"\xffsm2-sm3", 65, sm2_verifies), (b"\x04", 32, cosignature_verifies))


def strict_base64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Refused("no base64") from None
    if base64.b64encode(data) != text:
        raise Refused("no base64 as it would be written")
    return data


def check_name(name):
    if not name or any(ord(c) in SPACES or ord(c) < 0x20 or c == "+" for c in name):
        raise Refused("no key name")


def parse_key(text):
    """(name, key ID, verifying function) of a verifier key."""
    parts = text.split("+", 2)
    if len(parts) != 3:
        raise Refused("no verifier key")
    name, number, material = parts
    check_name(name)
    data = strict_base64(material.encode())
    if hashlib.sha256(name.encode() + b"\n" + data).digest()[:4].hex() != number:
        raise Refused("the key's number does not fit")
    for identifier, count, verifies in ALGORITHMS:
        if data.startswith(identifier) and len(data) == len(identifier) + count:
            key = data[len(identifier):]
            return name, bytes.fromhex(number), lambda message, signature: verifies(key, message, signature)
    raise Refused("unknown algorithm")


def open_note(data, keys):
    """The text of a note that a known key has signed; signatures of unknown keys are passed over, a wrong one of a known key refuses it."""
    if len(data) > 1 << 20:
        raise Refused("too long")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("no UTF-8") from None
    if any(byte < 0x20 and byte != 0x0A for byte in data):
        raise Refused("control character")
    gap = data.rfind(b"\n\n")
    if gap < 0 or gap + 2 == len(data) or data[-1:] != b"\n":
        raise Refused("no signatures")
    text, lines = data[:gap + 1], data[gap + 2:-1].split(b"\n")
    if len(lines) > 100:
        raise Refused("too many signatures")
    signatures = []
    for line in lines:
        mark = "\u2014 ".encode()
        if not line.startswith(mark):
            raise Refused("no signature line")
        name, space, encoded = line[len(mark):].partition(b" ")
        check_name(name.decode())
        signature = strict_base64(encoded)
        if not space or len(signature) < 5:
            raise Refused("no signature line")
        signatures.append((name.decode(), signature[:4], signature[4:]))
    signed = 0
    for name, number, signature in signatures:
        known = [verifies for key_name, key_number, verifies in keys if key_name == name and key_number == number]
        if known and not any(verifies(text, signature) for verifies in known):
            raise Refused("wrong signature")
        signed += len(known)
    if not signed:
        raise Refused("signed by nobody known")
    return text


def parse_checkpoint(text, origin):
    """(size, root) of a checkpoint's text."""
    lines = text.decode("utf-8").split("\n")
    if len(lines) < 4 or lines[-1] != "" or "" in lines[:-1]:
        raise Refused("no checkpoint")
    if lines[0] != origin:
        raise Refused("another origin")
    size = lines[1]
    if not size.isascii() or not size.isdigit() or size != "0" and size[0] == "0" or int(size) > LIMIT:
        raise Refused("no size")
    root = strict_base64(lines[2].encode())
    if len(root) != 32:
        raise Refused("no root")
    return int(size), root


# --- C2SP tlog-tiles --------------------------------------------------------------------------------------------------------------------------


def tile_path(index, width):
    groups = []
    while True:
        groups.insert(0, ("x" if groups else "") + "%03d" % (index % 1000))
        index //= 1000
        if index == 0:
            break
    return "/".join(groups) + (".p/%d" % width if width < 256 else "")


def read(folder, path):
    try:
        with open(os.path.join(folder, path), "rb") as file:
            return file.read()
    except OSError:
        raise Refused("no " + path) from None


def entries_of(data, width):
    entries, at = [], 0
    while at < len(data):
        count = int.from_bytes(data[at:at + 2], "big")
        if at + 2 + count > len(data):
            raise Refused("bundle is cut")
        entries.append(data[at + 2:at + 2 + count])
        at += 2 + count
    if len(entries) != width:
        raise Refused("bundle of another width")
    return entries


def check_log(folder, origin, keys):
    """(size, root) of an exported log whose entries, tiles and checkpoint agree."""
    size, root = parse_checkpoint(open_note(read(folder, "checkpoint"), keys), origin)
    hashes = []
    for index in range((size + 255) // 256):
        width = min(256, size - 256 * index)
        bundle = read(folder, "tile/entries/" + tile_path(index, width))
        hashes += [leaf_hash(entry) for entry in entries_of(bundle, width)]
    if tree_hash(hashes) != root:
        raise Refused("the entries lead to another root")
    level = 0
    while hashes:
        for index in range((len(hashes) + 255) // 256):
            tile = hashes[256 * index:256 * index + 256]
            path = "tile/%d/%s" % (level, tile_path(index, len(tile)))
            if read(folder, path) != b"".join(tile):
                raise Refused(path + " holds other hashes")
        hashes = [tree_hash(hashes[256 * i:256 * i + 256]) for i in range(len(hashes) // 256)]
        level += 1
    return size, root


# --- the command line -------------------------------------------------------------------------------------------------------------------------


def hashes_of(field):
    hashes = [strict_base64(part.encode()) for part in field.split(" ") if part]
    if any(len(part) != 32 for part in hashes):
        raise Refused("no hash")
    return hashes


def keys_of(field):
    return [parse_key(part) for part in field.split(" ") if part]


def judge(kind, fields):
    if kind in ("inclusion", "consistency"):
        first, second, third, fourth, path = fields
        check = check_inclusion if kind == "inclusion" else check_consistency
        check(int(first), int(second), hashes_of(third)[0], hashes_of(fourth)[0], hashes_of(path))
    elif kind == "note":
        open_note(base64.b64decode(fields[0]), keys_of(fields[1]))
    elif kind == "checkpoint":
        parse_checkpoint(open_note(base64.b64decode(fields[0]), keys_of(fields[2])), fields[1])
    elif kind == "log":
        check_log(fields[0], fields[1], keys_of(fields[2]))
    else:
        raise SystemExit("unknown case " + kind)


def self_test():
    key = bytes.fromhex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025")
    signature = bytes.fromhex(
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")
    assert ed25519_verifies(key, b"\xaf\x82", signature) and not ed25519_verifies(key, b"\xaf\x83", signature)
    assert sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert sm3(b"abcd" * 16).hex() == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
    key = bytes.fromhex(
        "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13")
    signature = bytes.fromhex(
        "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa")
    assert sm2_verifies(key, b"message digest", signature) and not sm2_verifies(key, b"message digesT", signature)


def main(arguments):
    if arguments == ["self-test"]:
        self_test()
        print("accept")
    elif arguments == ["cases"]:
        for line in sys.stdin.buffer.read().decode("utf-8").split("\n")[:-1]:
            kind, *fields = line.split("\t")
            try:
                judge(kind, fields)
                print("accept")
            except Refused as why:
                print("reject: %s" % why)
    elif len(arguments) >= 6 and arguments[0] == "log" and arguments[2] == "--origin" and set(arguments[4::2]) == {"--key"}:
        try:
            size, root = check_log(arguments[1], arguments[3], [parse_key(key) for key in arguments[5::2]])
            print("accept: %d entries, root %s" % (size, base64.b64encode(root).decode()))
        except Refused as why:
            sys.exit("reject: %s" % why)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
