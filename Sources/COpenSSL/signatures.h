#ifndef GATEWAYD_COPENSSL_SIGNATURES_H
#define GATEWAYD_COPENSSL_SIGNATURES_H

// Ed25519 (RFC 8032) and SM2 (GB/T 32918) of ShangMi. A key is a handle of libcrypto's, made once, used by any number of threads, and given
// back with gatewayd_key_free; every other call answers 1 (done, right) or 0 (not done, wrong).

#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/param_build.h>
#include <openssl/params.h>

#define GATEWAYD_ED25519_KEY_BYTES 32
#define GATEWAYD_ED25519_SIGNATURE_BYTES 64
#define GATEWAYD_SM2_PRIVATE_BYTES 32
#define GATEWAYD_SM2_PUBLIC_BYTES 65
/// Two integers of at most 33 bytes, each behind a tag and a length, in one sequence.
#define GATEWAYD_SM2_DER_BYTES_MAX 72

static inline void gatewayd_key_free(void *key) { EVP_PKEY_free((EVP_PKEY *)key); }

// What libcrypto could not do is told by the answer; its queue of errors would only grow from one call to the next.
static inline int gatewayd_told(int done) {
    if (!done) ERR_clear_error();
    return done;
}

/// The private key made of a seed of 32 bytes; NULL when libcrypto cannot.
static inline void *gatewayd_ed25519_private(const uint8_t seed[GATEWAYD_ED25519_KEY_BYTES]) {
    return EVP_PKEY_new_raw_private_key_ex(NULL, "ED25519", NULL, seed, GATEWAYD_ED25519_KEY_BYTES);
}

/// The public key of 32 bytes; whether they are a point of the curve shows when a signature is checked.
static inline void *gatewayd_ed25519_public(const uint8_t key[GATEWAYD_ED25519_KEY_BYTES]) {
    return EVP_PKEY_new_raw_public_key_ex(NULL, "ED25519", NULL, key, GATEWAYD_ED25519_KEY_BYTES);
}

/// The public half of a private key.
static inline int gatewayd_ed25519_public_bytes(void *key, uint8_t output[GATEWAYD_ED25519_KEY_BYTES]) {
    size_t count = GATEWAYD_ED25519_KEY_BYTES;
    return gatewayd_told(EVP_PKEY_get_raw_public_key((EVP_PKEY *)key, output, &count) == 1 && count == GATEWAYD_ED25519_KEY_BYTES);
}

static inline int gatewayd_ed25519_sign(void *key, const uint8_t *message, size_t count, uint8_t output[GATEWAYD_ED25519_SIGNATURE_BYTES]) {
    size_t written = GATEWAYD_ED25519_SIGNATURE_BYTES;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int done = context != NULL && EVP_DigestSignInit_ex(context, NULL, NULL, NULL, NULL, (EVP_PKEY *)key, NULL) == 1
        && EVP_DigestSign(context, output, &written, count == 0 ? (const uint8_t *)"" : message, count) == 1
        && written == GATEWAYD_ED25519_SIGNATURE_BYTES;
    EVP_MD_CTX_free(context);
    return gatewayd_told(done);
}

static inline int gatewayd_ed25519_verify(
    void *key, const uint8_t *message, size_t count, const uint8_t signature[GATEWAYD_ED25519_SIGNATURE_BYTES]) {
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int right = context != NULL && EVP_DigestVerifyInit_ex(context, NULL, NULL, NULL, NULL, (EVP_PKEY *)key, NULL) == 1
        && EVP_DigestVerify(context, signature, GATEWAYD_ED25519_SIGNATURE_BYTES, count == 0 ? (const uint8_t *)"" : message, count) == 1;
    EVP_MD_CTX_free(context);
    return gatewayd_told(right);
}

/// An SM2 key of its public point, and of its private number unless that is NULL.
static inline void *gatewayd_sm2_key(const uint8_t *number, const uint8_t point[GATEWAYD_SM2_PUBLIC_BYTES]) {
    EVP_PKEY *key = NULL;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "SM2", NULL);
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    BIGNUM *scalar = number == NULL ? NULL : BN_secure_new();
    OSSL_PARAM *parameters = NULL;
    int done = context != NULL && builder != NULL && (number == NULL || scalar != NULL)
        && (number == NULL || BN_bin2bn(number, GATEWAYD_SM2_PRIVATE_BYTES, scalar) != NULL)
        && OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, "SM2", 0) == 1
        && OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point, GATEWAYD_SM2_PUBLIC_BYTES) == 1
        && (number == NULL || OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_PRIV_KEY, scalar) == 1)
        && (parameters = OSSL_PARAM_BLD_to_param(builder)) != NULL
        && EVP_PKEY_fromdata_init(context) == 1
        && EVP_PKEY_fromdata(context, &key, number == NULL ? EVP_PKEY_PUBLIC_KEY : EVP_PKEY_KEYPAIR, parameters) == 1;
    OSSL_PARAM_free(parameters);
    OSSL_PARAM_BLD_free(builder);
    BN_clear_free(scalar);
    EVP_PKEY_CTX_free(context);
    gatewayd_told(done);
    return done ? key : NULL;
}

/// The public point `04 ‖ x ‖ y` of a private number; 0 unless the number lies in 1…n−2 (GB/T 32918.1 section 6.1).
static inline int gatewayd_sm2_public_bytes(const uint8_t number[GATEWAYD_SM2_PRIVATE_BYTES], uint8_t output[GATEWAYD_SM2_PUBLIC_BYTES]) {
    EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_sm2);
    EC_POINT *point = group == NULL ? NULL : EC_POINT_new(group);
    BIGNUM *scalar = BN_secure_new(), *limit = BN_new();
    int done = point != NULL && scalar != NULL && limit != NULL
        && BN_bin2bn(number, GATEWAYD_SM2_PRIVATE_BYTES, scalar) != NULL
        && BN_copy(limit, EC_GROUP_get0_order(group)) != NULL && BN_sub_word(limit, 1) == 1
        && !BN_is_zero(scalar) && BN_cmp(scalar, limit) < 0;
    if (done) {
        BN_set_flags(scalar, BN_FLG_CONSTTIME);
        done = EC_POINT_mul(group, point, scalar, NULL, NULL, NULL) == 1
            && EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED, output, GATEWAYD_SM2_PUBLIC_BYTES, NULL)
                == GATEWAYD_SM2_PUBLIC_BYTES;
    }
    BN_free(limit);
    BN_clear_free(scalar);
    EC_POINT_free(point);
    EC_GROUP_free(group);
    return gatewayd_told(done);
}

/// Whether the bytes are a point of the curve in the form `04 ‖ x ‖ y`.
static inline int gatewayd_sm2_is_point(const uint8_t bytes[GATEWAYD_SM2_PUBLIC_BYTES]) {
    EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_sm2);
    EC_POINT *point = group == NULL ? NULL : EC_POINT_new(group);
    int right = point != NULL && bytes[0] == POINT_CONVERSION_UNCOMPRESSED
        && EC_POINT_oct2point(group, point, bytes, GATEWAYD_SM2_PUBLIC_BYTES, NULL) == 1
        && EC_POINT_is_on_curve(group, point, NULL) == 1 && !EC_POINT_is_at_infinity(group, point);
    EC_POINT_free(point);
    EC_GROUP_free(group);
    return gatewayd_told(right);
}

// The context with the distinguishing id has to stand in the digest's context before the operation begins, and stays ours to free.
static inline EVP_MD_CTX *gatewayd_sm2_context(void *key, const uint8_t *id, size_t id_count, EVP_PKEY_CTX **attached) {
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    *attached = EVP_PKEY_CTX_new_from_pkey(NULL, (EVP_PKEY *)key, NULL);
    if (context != NULL && *attached != NULL && id_count <= INT_MAX
        && EVP_PKEY_CTX_set1_id(*attached, id_count == 0 ? (const uint8_t *)"" : id, (int)id_count) == 1) {
        EVP_MD_CTX_set_pkey_ctx(context, *attached);
        return context;
    }
    EVP_MD_CTX_free(context);
    EVP_PKEY_CTX_free(*attached);
    *attached = NULL;
    return NULL;
}

/// SM2 with SM3 and a distinguishing id (GB/T 32918.2 section 6); `*written` bytes of DER are the signature.
static inline int gatewayd_sm2_sign(
    void *key, const uint8_t *id, size_t id_count, const uint8_t *message, size_t count, uint8_t output[GATEWAYD_SM2_DER_BYTES_MAX],
    size_t *written) {
    EVP_PKEY_CTX *attached = NULL;
    EVP_MD_CTX *context = gatewayd_sm2_context(key, id, id_count, &attached);
    int done;
    *written = GATEWAYD_SM2_DER_BYTES_MAX;
    done = context != NULL && EVP_DigestSignInit(context, NULL, EVP_sm3(), NULL, (EVP_PKEY *)key) == 1
        && EVP_DigestSign(context, output, written, count == 0 ? (const uint8_t *)"" : message, count) == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_CTX_free(attached);
    if (!done) *written = 0;
    return gatewayd_told(done);
}

/// Whether the DER is the signature of the message by that key and id.
static inline int gatewayd_sm2_verify(
    void *key, const uint8_t *id, size_t id_count, const uint8_t *message, size_t count, const uint8_t *signature, size_t signature_count) {
    EVP_PKEY_CTX *attached = NULL;
    EVP_MD_CTX *context = gatewayd_sm2_context(key, id, id_count, &attached);
    int right = context != NULL && EVP_DigestVerifyInit(context, NULL, EVP_sm3(), NULL, (EVP_PKEY *)key) == 1
        && EVP_DigestVerify(context, signature, signature_count, count == 0 ? (const uint8_t *)"" : message, count) == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_CTX_free(attached);
    return gatewayd_told(right);
}

#endif
