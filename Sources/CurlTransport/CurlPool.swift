package import AdapterKit
internal import CCurl
internal import Glibc
package import Logging
package import Metrics
internal import Verification

/// The way to one department with one generation of credentials: a thread of its own with connections of its own, so that no connection is
/// ever shared between identities and a slow department slows nobody else (`reliability.md` M5, M6).
///
/// Implements the contract of ``AdapterKit/Outbound`` on libcurl. A request is sent at most once: if a kept connection breaks after the
/// request went out, the failure says `mayHaveHappened` (M4). The certificate and key files are read once, by `init`; for others, make
/// another pool and ``close(within:)`` this one.
package final class CurlPool: Outbound {
    /// The settings that it was made with.
    package var profile: DepartmentProfile { checked.settings }
    private let checked: CheckedProfile
    private let inbox: Inbox
    private let metrics: PoolMetrics
    private let clock = ContinuousClock()

    /// Checks the profile, reads its files, tries whether certificate and key belong together, and starts the thread; asks no network.
    package init(profile: DepartmentProfile, logger: Logger, metrics factory: any MetricsFactory = MetricsSystem.factory) throws(InvalidProfile) {
        let checked = try CheckedProfile(profile)
        guard let multi = unsafe curl_multi_init() else { throw InvalidProfile([.init(.environment, "libcurl: out of memory")]) }
        self.checked = checked
        guard let watch = SocketWatch(), unsafe watch.attach(to: multi) else {
            unsafe curl_multi_cleanup(multi)
            throw InvalidProfile([.init(.environment, "no descriptors are left")])
        }
        inbox = Inbox(bell: watch.bell, limit: profile.maximumConnections + profile.queueLimit)
        metrics = PoolMetrics(department: profile.department, factory: factory)
        var logger = logger
        logger[metadataKey: "department"] = "\(profile.department)"
        let loop = unsafe CurlLoop(profile: checked, multi: multi, watch: watch, inbox: inbox, metrics: metrics, logger: logger)
        guard PoolThread(loop: loop, inbox: inbox, name: profile.department).start() else {
            unsafe curl_multi_cleanup(multi)
            throw InvalidProfile([.init(.environment, "no thread can be started")])
        }
    }

    // Whoever sends holds the pool, so nothing is lost by this.
    deinit { inbox.beginClosing(by: clock.now) }

    /// Whether a pool made now of that profile would be like this one: the same settings, and the same content of the files that they name.
    package func isLike(_ profile: DepartmentProfile) -> Bool { checked == (try? CheckedProfile(read: profile)) }

    /// The end of the pool, for those who must wait for it and may not hold the pool.
    package var ending: Ending { Ending(inbox: inbox) }

    /// Sends one request; waits for a free connection if need be. See ``AdapterKit/Outbound``.
    package func send(_ request: OutboundRequest, deadline: ContinuousClock.Instant) async throws(OutboundFailure) -> OutboundResponse {
        let began = clock.now
        let result = await answer(request, deadline: deadline)
        metrics.ended(result, after: began.duration(to: clock.now))
        return try result.get()
    }

    /// Takes no more transfers (they fail with `closed`, `didNotHappen`), lets those at hand and in the queue run on until they end or that
    /// time is over, fails what is left with `closed`, closes all connections and waits for the end of the thread.
    package func close(within grace: Duration) async {
        inbox.beginClosing(by: clock.now.advanced(by: grace))
        await inbox.waitUntilClosed()
    }

    /// Ends at once: what runs or waits fails with `closed`. Returns when the thread has ended.
    package func shutdown() async { await ending.shutdown() }

    /// The end of a pool. It does not hold the pool: one that nobody holds any more closes itself.
    package struct Ending: Sendable {
        fileprivate let inbox: Inbox

        /// True when the thread has ended and every descriptor has been given back.
        package var hasCome: Bool { inbox.hasEnded }

        /// Returns when it has come, and does nothing for it.
        package func wait() async { await inbox.waitUntilClosed() }

        /// As ``CurlPool/shutdown()``, also where the pool is closing or gone already.
        package func shutdown() async {
            inbox.beginClosing(by: .now)
            await inbox.waitUntilClosed()
        }
    }

    private func answer(_ request: OutboundRequest, deadline: ContinuousClock.Instant) async -> Result<OutboundResponse, OutboundFailure> {
        if let defect = request.defect { return .failure(OutboundFailure(.malformed, delivery: .didNotHappen, detail: defect)) }
        let transfer = Transfer(request, deadline: deadline)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { inbox.submit(Job(transfer: transfer, continuation: $0)) }
        } onCancel: {
            inbox.cancel(transfer)
        }
    }
}
