package import Gateway
import Synchronization

/// One generation of the configuration as the front door serves it: the walk, and what is encoded of its catalogue, once.
///
/// A request that has begun with a generation holds it to its end. Nobody counts: when the last of those requests and the
/// ``Succession`` have let it go, it is gone, and with it what it alone holds – adapters, and pools of connections, which close themselves.
package final class Generation: Sendable {
    /// From 1, which is the one that the daemon starts with.
    package let number: Int
    let verifying: any Verifying
    let encoding: ResultEncoding
    let certificates: CertificatesHandler
    private let onEnd: @Sendable (Int) -> Void

    /// Encodes the catalogue's documents, which takes some milliseconds.
    ///
    /// - Parameter onEnd: Called once with the number, after the last request of this generation has ended, on whatever thread that was; must be short.
    package init(number: Int, verifying: any Verifying, onEnd: @escaping @Sendable (Int) -> Void = { _ in }) {
        self.number = number
        self.verifying = verifying
        self.onEnd = onEnd
        encoding = ResultEncoding(catalogue: verifying.catalogue)
        certificates = CertificatesHandler(catalogue: verifying.catalogue, connected: verifying.connectedRegistries)
    }

    deinit { onEnd(number) }
}

/// The generation that serves new requests; it may be succeeded by another at any time, between two requests and never within one.
package final class Succession: Sendable {
    private let slot: Mutex<Generation>

    package init(_ first: Generation) {
        slot = Mutex(first)
    }

    /// To be read once by each request, which then uses nothing but what it got.
    package var present: Generation { slot.withLock { $0 } }

    /// From now on requests begin with `next`.
    package func pass(to next: Generation) {
        // What is let go must not be torn down while requests wait for the lock.
        let last = slot.withLock { slot in
            defer { slot = next }
            return slot
        }
        withExtendedLifetime(last) {}
    }
}
