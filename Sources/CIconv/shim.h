#ifndef GATEWAYD_CICONV_SHIM_H
#define GATEWAYD_CICONV_SHIM_H
#include <iconv.h>
#endif
