// libcurl for Swift: one shim for each C type of its variadic functions, and the few socket and thread calls that belong to it.
#ifndef GATEWAYD_CCURL_SHIM_H
#define GATEWAYD_CCURL_SHIM_H

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <errno.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#pragma clang assume_nonnull begin

// Options of an easy handle, by the type of their argument.

static inline CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value) { return curl_easy_setopt(easy, option, value); }
static inline CURLcode ccurl_set_string(CURL *easy, CURLoption option, const char *_Nullable value) { return curl_easy_setopt(easy, option, value); }
static inline CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, const void *_Nullable value) { return curl_easy_setopt(easy, option, value); }

/// libcurl copies the bytes.
static inline CURLcode ccurl_set_blob(CURL *easy, CURLoption option, const void *bytes, size_t count) {
    struct curl_blob blob = {(void *)bytes, count, CURL_BLOB_COPY};
    return curl_easy_setopt(easy, option, &blob);
}

typedef curl_socket_t (*ccurl_open)(void *_Nullable context, curlsocktype purpose, struct curl_sockaddr *_Nullable address);
static inline CURLcode ccurl_set_open(CURL *easy, ccurl_open value) { return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, value); }

typedef int (*ccurl_close)(void *_Nullable context, curl_socket_t socket);
static inline CURLcode ccurl_set_close(CURL *easy, ccurl_close value) { return curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, value); }

static CURLcode ccurl_keep_buffers_callback(CURL *easy, void *context, void *_Nullable unused) {
    (void)easy, (void)unused;
    SSL_CTX_clear_mode((SSL_CTX *)context, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_read_ahead((SSL_CTX *)context, 1);
    return CURLE_OK;
}
/// Lets a connection keep its TLS buffers (two of about 17 KiB), which libcurl would give back and ask for anew with every record, and read
/// whatever has arrived at once instead of a record's head and its body separately. Whoever reads must go on until there is no more.
static inline CURLcode ccurl_set_keep_buffers(CURL *easy) {
    return curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, ccurl_keep_buffers_callback);
}

static CURLcode ccurl_shut_listener_callback(CURL *easy, void *context, void *_Nullable listener) {
    (void)easy, (void)context;
    shutdown((curl_socket_t)(intptr_t)listener, SHUT_RDWR);
    return CURLE_OK;
}
/// Ends a listener, and with it the connections that it never took, when libcurl has loaded certificate and key.
static inline CURLcode ccurl_set_shut_listener(CURL *easy, curl_socket_t listener) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, (void *)(intptr_t)listener);
    return code == CURLE_OK ? curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, ccurl_shut_listener_callback) : code;
}

// What an easy handle knows.

static inline long ccurl_get_long(CURL *easy, CURLINFO info) {
    long value = 0;
    return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}
/// The socket of a connected handle; CURL_SOCKET_BAD if it has none.
static inline curl_socket_t ccurl_get_socket(CURL *easy) {
    curl_socket_t value = CURL_SOCKET_BAD;
    return curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, &value) == CURLE_OK ? value : CURL_SOCKET_BAD;
}
/// Whether OpenSSL holds bytes of that connection which nobody read yet.
static inline int ccurl_has_unread(CURL *easy) {
    struct curl_tlssessioninfo *session = NULL;
    if (curl_easy_getinfo(easy, CURLINFO_TLS_SSL_PTR, &session) != CURLE_OK || !session || !session->internals) return 0;
    return SSL_has_pending((SSL *)session->internals);
}
static inline void *_Nullable ccurl_get_private(CURL *easy) {
    char *value = NULL;
    return curl_easy_getinfo(easy, CURLINFO_PRIVATE, &value) == CURLE_OK ? value : NULL;
}

typedef int (*ccurl_watch)(CURL *_Nullable easy, curl_socket_t socket, int what, void *_Nullable context, void *_Nullable of_socket);
static inline CURLMcode ccurl_multi_set_watch(CURLM *multi, ccurl_watch value, void *context) {
    CURLMcode code = curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
    return code == CURLM_OK ? curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, value) : code;
}

typedef int (*ccurl_timer)(CURLM *_Nullable multi, long milliseconds, void *_Nullable context);
static inline CURLMcode ccurl_multi_set_timer(CURLM *multi, ccurl_timer value, void *context) {
    CURLMcode code = curl_multi_setopt(multi, CURLMOPT_TIMERDATA, context);
    return code == CURLM_OK ? curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, value) : code;
}

// Readiness: epoll(7) and eventfd(2), which Swift's Glibc does not offer.

/// A socket on which something can be done, with CURL_CSELECT_* of what.
struct ccurl_event {
    int socket;
    int what;
};
static inline int ccurl_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }
/// Watches for CURL_POLL_IN, CURL_POLL_OUT or both; `is_new` when the socket was not watched before. 0 or -1.
static inline int ccurl_epoll_watch(int epoll, int socket, int what, int is_new) {
    struct epoll_event event = {.events = ((what & CURL_POLL_IN) ? EPOLLIN : 0) | ((what & CURL_POLL_OUT) ? EPOLLOUT : 0), .data.fd = socket};
    return epoll_ctl(epoll, is_new ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, socket, &event);
}
static inline int ccurl_epoll_forget(int epoll, int socket) { return epoll_ctl(epoll, EPOLL_CTL_DEL, socket, NULL); }
/// Waits for at most so many milliseconds and fills at most 64 events; how many there are, 0 after an interruption.
static inline int ccurl_epoll_wait(int epoll, struct ccurl_event *events, int milliseconds) {
    struct epoll_event ready[64];
    int count = epoll_wait(epoll, ready, 64, milliseconds);
    for (int index = 0; index < count; index++) {
        unsigned what = ready[index].events;
        events[index].socket = ready[index].data.fd;
        events[index].what = ((what & (EPOLLIN | EPOLLHUP)) ? CURL_CSELECT_IN : 0) | ((what & EPOLLOUT) ? CURL_CSELECT_OUT : 0) |
                             ((what & EPOLLERR) ? CURL_CSELECT_ERR : 0);
    }
    return count < 0 ? 0 : count;
}
static inline int ccurl_bell_create(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }
static inline void ccurl_bell_ring(int bell) {
    uint64_t one = 1;
    ssize_t written = write(bell, &one, sizeof(one));
    (void)written;
}
static inline void ccurl_bell_still(int bell) {
    uint64_t count;
    ssize_t got = read(bell, &count, sizeof(count));
    (void)got;
}

// Sockets of a pool.

/// A new socket that is not inherited by child processes; CURL_SOCKET_BAD if there is none.
static inline curl_socket_t ccurl_open_socket(const struct curl_sockaddr *address) {
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}
static inline int ccurl_close_socket(curl_socket_t socket) { return close(socket); }
/// A socket on loopback, on a port of the system's choice, that takes connections and never says anything; CURL_SOCKET_BAD if there is none.
static inline curl_socket_t ccurl_open_deaf_listener(void) {
    curl_socket_t listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (listener == CURL_SOCKET_BAD) return listener;
    if (bind(listener, (struct sockaddr *)&address, sizeof(address)) == 0 && listen(listener, 1) == 0) return listener;
    close(listener);
    return CURL_SOCKET_BAD;
}
/// The port on our side; 0 if there is none (yet).
static inline int ccurl_local_port(curl_socket_t socket) {
    struct sockaddr_storage address;
    socklen_t size = sizeof(address);
    if (getsockname(socket, (struct sockaddr *)&address, &size) != 0) return 0;
    if (address.ss_family == AF_INET) return ntohs(((struct sockaddr_in *)&address)->sin_port);
    if (address.ss_family == AF_INET6) return ntohs(((struct sockaddr_in6 *)&address)->sin6_port);
    return 0;
}
/// Whether the other side is connected and has said nothing that was not read yet.
static inline int ccurl_is_quiet(curl_socket_t socket) {
    char byte;
    return recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == -1 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

// The thread of a pool.

/// Names the calling thread (15 bytes at most) and keeps SIGPIPE from it.
static inline void ccurl_settle_thread(const char *name) {
    sigset_t broken_pipe;
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken_pipe, NULL);
    prctl(PR_SET_NAME, name, 0, 0, 0);
}

#pragma clang assume_nonnull end
#endif
