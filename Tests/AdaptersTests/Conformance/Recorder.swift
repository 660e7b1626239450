import AdapterKit
import Synchronization

/// Keeps the bodies that pass by. A class behind a lock, because responses are changed in a plain closure.
final class Recorder: Sendable {
    private let kept = Mutex<[[UInt8]]>([])

    var bodies: [[UInt8]] { kept.withLock { $0 } }

    /// Hands the response on unchanged.
    func keep(_ response: OutboundResponse) -> OutboundResponse {
        kept.withLock { $0.append(response.body) }
        return response
    }
}
