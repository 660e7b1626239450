#ifndef GATEWAYD_COPENSSL_SHIM_H
#define GATEWAYD_COPENSSL_SHIM_H

// The few primitives that ShangMi takes from the system's libcrypto 3.0, each as one typed call that answers 1 (done) or 0 (libcrypto
// could not): no macro, no variadic function and no object of libcrypto's crosses into Swift but a key's handle (signatures.h).

#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#define GATEWAYD_DIGEST_BYTES 32
#define GATEWAYD_AES_BLOCK_BYTES 16

// An algorithm by its name, looked up once: with EVP_sha256() and its like every digest would look it up again. Two threads may both be the
// first; then the one that comes later gives its own back.
static inline const EVP_MD *gatewayd_fetched(EVP_MD **place, const char *name) {
    EVP_MD *known = __atomic_load_n(place, __ATOMIC_ACQUIRE);
    if (known != NULL) return known;
    EVP_MD *fetched = EVP_MD_fetch(NULL, name, NULL);
    if (__atomic_compare_exchange_n(place, &known, fetched, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) return fetched;
    EVP_MD_free(fetched);
    return known;
}

static inline int gatewayd_sha256(const uint8_t *message, size_t count, uint8_t digest[GATEWAYD_DIGEST_BYTES]) {
    static EVP_MD *sha256;
    return EVP_Digest(message, count, digest, NULL, gatewayd_fetched(&sha256, "SHA256"), NULL);
}

/// SHA-256 of `prefix` and two digests behind it.
static inline int gatewayd_sha256_pair(uint8_t prefix, const void *left, const void *right, void *digest) {
    uint8_t message[1 + 2 * GATEWAYD_DIGEST_BYTES];
    message[0] = prefix;
    memcpy(message + 1, left, GATEWAYD_DIGEST_BYTES);
    memcpy(message + 1 + GATEWAYD_DIGEST_BYTES, right, GATEWAYD_DIGEST_BYTES);
    return gatewayd_sha256(message, sizeof message, (uint8_t *)digest);
}

/// SHA-256 of `prefix` and a message behind it; short messages are copied behind it on the stack, long ones are fed in two pieces.
static inline int gatewayd_sha256_prefixed(uint8_t prefix, const uint8_t *message, size_t count, void *digest) {
    uint8_t buffer[1024];
    EVP_MD_CTX *context;
    int done;
    buffer[0] = prefix;
    if (count < sizeof buffer) {
        if (count > 0) memcpy(buffer + 1, message, count);
        return gatewayd_sha256(buffer, count + 1, (uint8_t *)digest);
    }
    context = EVP_MD_CTX_new();
    if (context == NULL) return 0;
    done = EVP_DigestInit_ex(context, EVP_sha256(), NULL) == 1 && EVP_DigestUpdate(context, buffer, 1) == 1
        && EVP_DigestUpdate(context, message, count) == 1 && EVP_DigestFinal_ex(context, (unsigned char *)digest, NULL) == 1;
    EVP_MD_CTX_free(context);
    return done;
}

static inline int gatewayd_sm3(const uint8_t *message, size_t count, uint8_t digest[GATEWAYD_DIGEST_BYTES]) {
    static EVP_MD *sm3;
    return EVP_Digest(message, count, digest, NULL, gatewayd_fetched(&sm3, "SM3"), NULL);
}

#define GATEWAYD_MD5_BYTES 16

/// MD5, which some registries still sign with; it protects nothing.
static inline int gatewayd_md5(const uint8_t *message, size_t count, uint8_t digest[GATEWAYD_MD5_BYTES]) {
    return EVP_Digest(message, count, digest, NULL, EVP_md5(), NULL);
}

#define GATEWAYD_HASH_BLOCK_BYTES 64

/// HMAC (RFC 2104) of a hash with blocks of 64 bytes and digests of 32, both of ours. libcrypto's own one-shot call looks up the code and the hash
/// by their names every time, which costs more than a short message.
static inline int gatewayd_hmac(
    const EVP_MD *hash, const uint8_t *key, size_t key_count, const uint8_t *message, size_t count, uint8_t code[GATEWAYD_DIGEST_BYTES]) {
    uint8_t block[GATEWAYD_HASH_BLOCK_BYTES] = {0};
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int done = context != NULL && hash != NULL;
    if (key_count > sizeof block) {
        done = done && EVP_Digest(key, key_count, block, NULL, hash, NULL) == 1;
    } else if (key_count > 0) {
        memcpy(block, key, key_count);
    }
    for (size_t place = 0; place < sizeof block; place++) block[place] ^= 0x36;
    done = done && EVP_DigestInit_ex2(context, hash, NULL) == 1 && EVP_DigestUpdate(context, block, sizeof block) == 1
        && EVP_DigestUpdate(context, message, count) == 1 && EVP_DigestFinal_ex(context, code, NULL) == 1;
    for (size_t place = 0; place < sizeof block; place++) block[place] ^= 0x36 ^ 0x5c;
    done = done && EVP_DigestInit_ex2(context, hash, NULL) == 1 && EVP_DigestUpdate(context, block, sizeof block) == 1
        && EVP_DigestUpdate(context, code, GATEWAYD_DIGEST_BYTES) == 1 && EVP_DigestFinal_ex(context, code, NULL) == 1;
    OPENSSL_cleanse(block, sizeof block);
    EVP_MD_CTX_free(context);
    return done;
}

static inline int gatewayd_hmac_sha256(
    const uint8_t *key, size_t key_count, const uint8_t *message, size_t count, uint8_t code[GATEWAYD_DIGEST_BYTES]) {
    static EVP_MD *sha256;
    return gatewayd_hmac(gatewayd_fetched(&sha256, "SHA256"), key, key_count, message, count, code);
}

static inline int gatewayd_hmac_sm3(
    const uint8_t *key, size_t key_count, const uint8_t *message, size_t count, uint8_t code[GATEWAYD_DIGEST_BYTES]) {
    static EVP_MD *sm3;
    return gatewayd_hmac(gatewayd_fetched(&sm3, "SM3"), key, key_count, message, count, code);
}

/// AES-128-CBC with PKCS #7 padding; `output` holds `count` + one block. On success `*written` bytes of it are the result.
static inline int gatewayd_aes128_cbc(
    int encrypt, const uint8_t key[GATEWAYD_AES_BLOCK_BYTES], const uint8_t iv[GATEWAYD_AES_BLOCK_BYTES], const uint8_t *input, size_t count,
    uint8_t *output, size_t *written) {
    int body = 0, tail = 0, done = 0;
    if (count > INT_MAX - GATEWAYD_AES_BLOCK_BYTES) return 0;
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    if (context == NULL) return 0;
    done = EVP_CipherInit_ex(context, EVP_aes_128_cbc(), NULL, key, iv, encrypt) == 1
        && EVP_CipherUpdate(context, output, &body, input, (int)count) == 1
        && EVP_CipherFinal_ex(context, output + body, &tail) == 1;
    EVP_CIPHER_CTX_free(context);
    *written = done ? (size_t)body + (size_t)tail : 0;
    return done;
}

static inline int gatewayd_random(uint8_t *output, size_t count) {
    return count <= INT_MAX && RAND_bytes(output, (int)count) == 1;
}

static inline int gatewayd_equal(const uint8_t *left, const uint8_t *right, size_t count) {
    return CRYPTO_memcmp(left, right, count) == 0;
}

static inline void gatewayd_wipe(uint8_t *bytes, size_t count) { OPENSSL_cleanse(bytes, count); }

#endif
