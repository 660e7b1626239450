// libpq, the C client of PostgreSQL and of the servers that speak its protocol.
#pragma once
#include <libpq-fe.h>
