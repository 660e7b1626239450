// mimalloc in the place of the C library's allocator: linking it is enough, for Swift, libcurl and OpenSSL alike.
#ifndef GATEWAYD_CMIMALLOC_SHIM_H
#define GATEWAYD_CMIMALLOC_SHIM_H

#include <mimalloc.h>
#include <stdbool.h>
#include <stdlib.h>

/// Whether memory that this process asks for by malloc(3) really comes from mimalloc.
static inline bool cmimalloc_serves_malloc(void) {
    void *volatile memory = malloc(64);
    bool serves = memory != NULL && mi_is_in_heap_region(memory);
    free(memory);
    return serves;
}

#endif
