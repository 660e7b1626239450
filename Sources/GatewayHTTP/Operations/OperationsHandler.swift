import Gateway
import HTTPTypes
import NIOCore
import StrictJSON

/// What operators and their tools ask: description, liveness, readiness, metrics.
struct OperationsHandler: Sendable {
    private let readinessNow: @Sendable () -> (departments: Readiness, ledger: Bool)
    private let metricsText: @Sendable () -> String
    private let document = ByteBuffer(bytes: PackageResources.openapi_json)

    init(readiness: @escaping @Sendable () -> (departments: Readiness, ledger: Bool), metricsText: @escaping @Sendable () -> String) {
        readinessNow = readiness
        self.metricsText = metricsText
    }

    func description() -> PreparedAnswer {
        .json(document.readableBytesView, cacheControl: .fiveMinutes)
    }

    /// The process answers: no more is claimed.
    func liveness() -> PreparedAnswer {
        .json(#"{"status":"alive"}"#.utf8)
    }

    func readiness() -> PreparedAnswer {
        let (readiness, ledger) = readinessNow()
        let isReady = readiness.isReady && ledger
        var json = JSONWriter(capacity: 512)
        json.beginObject()
        json.name("status")
        json.string(isReady ? "ready" : "not-ready")
        json.name("ledger")
        json.string(ledger ? "writable" : "not-writable")
        json.name("departments")
        json.beginArray()
        for department in readiness.departments {
            json.beginObject()
            json.name("name")
            json.string(department.name)
            json.name("usable")
            json.bool(department.isUsable)
            json.endObject()
        }
        json.endArray()
        json.endObject()
        return .json(json.bytes, status: isReady ? .ok : .serviceUnavailable)
    }

    func metrics() -> PreparedAnswer {
        var fields = HTTPFields()
        fields[.contentType] = "text/plain; version=0.0.4; charset=utf-8"
        fields[.cacheControl] = "no-store"
        return PreparedAnswer(status: .ok, fields: fields, body: ByteBuffer(string: metricsText()))
    }
}
