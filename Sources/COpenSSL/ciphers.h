#ifndef GATEWAYD_COPENSSL_CIPHERS_H
#define GATEWAYD_COPENSSL_CIPHERS_H

// Ciphers and key derivation of ShangMi. Every call answers 1 (done) or 0 (not done: nothing of the output counts).

#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#define GATEWAYD_SM4_BLOCK_BYTES 16
#define GATEWAYD_GCM_NONCE_BYTES 12
#define GATEWAYD_GCM_TAG_BYTES 16

// A cipher by its name, looked up once; see gatewayd_fetched.
static inline const EVP_CIPHER *gatewayd_fetched_cipher(EVP_CIPHER **place, const char *name) {
    EVP_CIPHER *known = __atomic_load_n(place, __ATOMIC_ACQUIRE);
    if (known != NULL) return known;
    EVP_CIPHER *fetched = EVP_CIPHER_fetch(NULL, name, NULL);
    if (__atomic_compare_exchange_n(place, &known, fetched, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) return fetched;
    EVP_CIPHER_free(fetched);
    return known;
}

/// SM4 in counter mode (GB/T 17964), the whole block being the counter; the same call encrypts and decrypts. `output` holds `count` bytes.
static inline int gatewayd_sm4_ctr(
    const uint8_t key[GATEWAYD_SM4_BLOCK_BYTES], const uint8_t counter[GATEWAYD_SM4_BLOCK_BYTES], const uint8_t *input, size_t count,
    uint8_t *output) {
    static EVP_CIPHER *cipher;
    int body = 0, tail = 0, done;
    EVP_CIPHER_CTX *context;
    if (count > INT_MAX) return 0;
    context = EVP_CIPHER_CTX_new();
    if (context == NULL) return 0;
    done = EVP_EncryptInit_ex2(context, gatewayd_fetched_cipher(&cipher, "SM4-CTR"), key, counter, NULL) == 1
        && EVP_EncryptUpdate(context, output, &body, input, (int)count) == 1
        && EVP_EncryptFinal_ex(context, output + body, &tail) == 1
        && (size_t)body + (size_t)tail == count;
    EVP_CIPHER_CTX_free(context);
    return done;
}

static inline const EVP_CIPHER *gatewayd_aes256_gcm(void) {
    static EVP_CIPHER *cipher;
    return gatewayd_fetched_cipher(&cipher, "AES-256-GCM");
}

/// AES-256-GCM (SP 800-38D) with a nonce of 12 bytes; `output` holds `count` bytes and the tag of 16 behind them.
static inline int gatewayd_aes256_gcm_seal(
    const uint8_t key[32], const uint8_t nonce[GATEWAYD_GCM_NONCE_BYTES], const uint8_t *context_bytes, size_t context_count,
    const uint8_t *input, size_t count, uint8_t *output) {
    int written = 0, body = 0, tail = 0, done;
    EVP_CIPHER_CTX *context;
    if (count > INT_MAX || context_count > INT_MAX) return 0;
    context = EVP_CIPHER_CTX_new();
    if (context == NULL) return 0;
    done = EVP_EncryptInit_ex2(context, gatewayd_aes256_gcm(), key, nonce, NULL) == 1
        && (context_count == 0 || EVP_EncryptUpdate(context, NULL, &written, context_bytes, (int)context_count) == 1)
        && (count == 0 || EVP_EncryptUpdate(context, output, &body, input, (int)count) == 1)
        && EVP_EncryptFinal_ex(context, output + body, &tail) == 1
        && (size_t)body + (size_t)tail == count
        && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, GATEWAYD_GCM_TAG_BYTES, output + count) == 1;
    EVP_CIPHER_CTX_free(context);
    return done;
}

/// The reverse: `count` bytes of ciphertext and a tag of 16 behind them give `count` bytes, if the tag is right.
static inline int gatewayd_aes256_gcm_open(
    const uint8_t key[32], const uint8_t nonce[GATEWAYD_GCM_NONCE_BYTES], const uint8_t *context_bytes, size_t context_count,
    const uint8_t *input, size_t count, uint8_t *output) {
    int written = 0, body = 0, tail = 0, done;
    EVP_CIPHER_CTX *context;
    if (count > INT_MAX || context_count > INT_MAX) return 0;
    context = EVP_CIPHER_CTX_new();
    if (context == NULL) return 0;
    done = EVP_DecryptInit_ex2(context, gatewayd_aes256_gcm(), key, nonce, NULL) == 1
        && (context_count == 0 || EVP_DecryptUpdate(context, NULL, &written, context_bytes, (int)context_count) == 1)
        && (count == 0 || EVP_DecryptUpdate(context, output, &body, input, (int)count) == 1)
        && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, GATEWAYD_GCM_TAG_BYTES, (void *)(uintptr_t)(input + count)) == 1
        && EVP_DecryptFinal_ex(context, output + body, &tail) == 1
        && (size_t)body + (size_t)tail == count;
    EVP_CIPHER_CTX_free(context);
    return done;
}

static inline int gatewayd_hkdf(
    const char *hash, const uint8_t *secret, size_t secret_count, const uint8_t *salt, size_t salt_count, const uint8_t *info,
    size_t info_count, uint8_t *output, size_t count) {
    OSSL_PARAM parameters[5], *next = parameters;
    EVP_KDF *kdf = EVP_KDF_fetch(NULL, "HKDF", NULL);
    EVP_KDF_CTX *context = kdf == NULL ? NULL : EVP_KDF_CTX_new(kdf);
    int done;
    *next++ = OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, (char *)(uintptr_t)hash, 0);
    *next++ = OSSL_PARAM_construct_octet_string(
        OSSL_KDF_PARAM_KEY, secret_count == 0 ? (void *)"" : (void *)(uintptr_t)secret, secret_count);
    if (salt_count > 0) *next++ = OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, (void *)(uintptr_t)salt, salt_count);
    if (info_count > 0) *next++ = OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, (void *)(uintptr_t)info, info_count);
    *next = OSSL_PARAM_construct_end();
    done = context != NULL && EVP_KDF_derive(context, output, count, parameters) == 1;
    EVP_KDF_CTX_free(context);
    EVP_KDF_free(kdf);
    return done;
}

/// HKDF (RFC 5869, extract and expand) over HMAC-SHA256.
static inline int gatewayd_hkdf_sha256(
    const uint8_t *secret, size_t secret_count, const uint8_t *salt, size_t salt_count, const uint8_t *info, size_t info_count,
    uint8_t *output, size_t count) {
    return gatewayd_hkdf("SHA256", secret, secret_count, salt, salt_count, info, info_count, output, count);
}

/// HKDF over HMAC-SM3.
static inline int gatewayd_hkdf_sm3(
    const uint8_t *secret, size_t secret_count, const uint8_t *salt, size_t salt_count, const uint8_t *info, size_t info_count,
    uint8_t *output, size_t count) {
    return gatewayd_hkdf("SM3", secret, secret_count, salt, salt_count, info, info_count, output, count);
}

#endif
