// libpq, the C client of PostgreSQL and of the servers that speak its protocol.
#ifndef GATEWAYD_CPOSTGRES_SHIM_H
#define GATEWAYD_CPOSTGRES_SHIM_H

#include <libpq-fe.h>

// Fields of an error report; their names are macros of characters, which Swift does not see as numbers.

static inline const char *_Nullable cpostgres_state(const PGresult *_Nonnull result) { return PQresultErrorField(result, PG_DIAG_SQLSTATE); }
static inline const char *_Nullable cpostgres_message(const PGresult *_Nonnull result) { return PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY); }

static void cpostgres_no_notice(void *_Nullable context, const PGresult *_Nonnull notice) { (void)context, (void)notice; }
/// Lets notices and warnings of the server go nowhere; libpq would write them to the standard error.
static inline void cpostgres_silence(PGconn *_Nonnull connection) { PQsetNoticeReceiver(connection, cpostgres_no_notice, NULL); }

#endif
