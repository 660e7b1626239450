internal import AdapterKit
internal import CCurl
internal import Logging
internal import Verification

/// The thread of a pool: the only one that touches its multi handle, its easy handles and its connections.
@safe final class CurlLoop {
    private let profile: CheckedProfile
    private let multi: UnsafeMutableRawPointer
    private let inbox: Inbox
    private let metrics: PoolMetrics
    private var log: HealthLog
    private let watch: SocketWatch
    private let sockets: OpenSockets
    private var turnstile: Turnstile<Job>
    private var running: [EasyHandle] = []
    private var idle: [EasyHandle] = []
    private var arrivals: [Inbox.Item] = []
    private var occupancy = (running: 0, waiting: 0)
    private let clock = ContinuousClock()

    init(
        profile: CheckedProfile, multi: UnsafeMutableRawPointer, watch: SocketWatch, inbox: Inbox, metrics: PoolMetrics, logger: Logger
    ) {
        self.profile = profile
        unsafe self.multi = unsafe multi
        self.watch = watch
        sockets = OpenSockets(watch: watch)
        self.inbox = inbox
        self.metrics = metrics
        log = HealthLog(logger: logger)
        turnstile = Turnstile(places: profile.settings.maximumConnections)
    }

    /// Works until the inbox is closed and nothing is left to do, then gives everything back.
    func run() {
        while true {
            let stage = inbox.take(into: &arrivals)
            receive()
            turn()
            if case .closing(let stop) = stage {
                if running.isEmpty && turnstile.waiting == 0 && arrivals.isEmpty || clock.now >= stop { break }
                sleep(until: stop)
            } else {
                sleep(until: nil)
            }
        }
        finish()
    }

    /// Sorts what callers put in.
    private func receive() {
        for item in arrivals {
            switch item {
            case .start(let job):
                if job.transfer.isCancelling {
                    answer(job, .failure(.cancelled(sent: false)))
                } else {
                    turnstile.arrive(job, deadline: job.transfer.deadline)
                }
            case .cancel(let transfer): cancel(transfer)
            }
        }
        arrivals.removeAll(keepingCapacity: true)
    }

    /// Lets libcurl work and hands out what is ready, until nobody who waits can go in.
    private func turn() {
        expire()
        admit()
        while let (socket, what) = watch.next() { act(socket, what) }
        admit()
        // A transfer that is added wants a call at once, through the timer.
        while watch.takeDue() {
            act(CURL_SOCKET_BAD, 0)
            admit()
        }
        if occupancy != (running.count, turnstile.waiting) {
            occupancy = (running.count, turnstile.waiting)
            metrics.occupied(inFlight: occupancy.running, queued: occupancy.waiting)
        }
    }

    private func sleep(until stop: ContinuousClock.Instant?) {
        guard inbox.fallAsleep() else { return watch.wait(milliseconds: 0) }
        var wait = Duration.seconds(60)
        for instant in [turnstile.nextDeadline, watch.due, stop] {
            if let instant { wait = min(wait, clock.now.duration(to: instant)) }
        }
        watch.wait(milliseconds: Int32(clamping: wait.wholeMilliseconds))
    }

    /// Those who waited too long.
    private func expire() {
        guard let next = turnstile.nextDeadline, next <= clock.now else { return }
        for job in turnstile.takeExpired(at: clock.now) {
            answer(job, .failure(OutboundFailure(.timeout, delivery: .didNotHappen, detail: "the deadline passed before a connection was free")))
        }
    }

    /// Starts those who wait while there are places; true if any was started.
    @discardableResult private func admit() -> Bool {
        var started = false
        while let job = turnstile.enter() {
            start(job)
            started = true
        }
        return started
    }

    private func start(_ job: Job) {
        guard let handle = idle.popLast() ?? EasyHandle(profile: profile, sockets: sockets) else {
            turnstile.leave()
            answer(job, .failure(.noMemory))
            return
        }
        handle.prepare(job, base: profile.base, timeoutMilliseconds: timeout(of: job))
        guard unsafe handle.join(multi) else {
            turnstile.leave()
            answer(job, .failure(.noMemory))
            return
        }
        running.append(handle)
    }

    /// What is left until the deadline and a little more, because libcurl rounds; at least 1, because 0 means for ever to it.
    private func timeout(of job: Job) -> Int {
        max(1, min(Int(Int32.max), clock.now.duration(to: job.transfer.deadline).wholeMilliseconds + 1))
    }

    /// Takes every transfer that libcurl has ended.
    /// Lets libcurl act on one socket, or on its timer, and takes what has ended: a transfer can end inside any call.
    private func act(_ socket: Int32, _ what: Int32) {
        var stillRunning: Int32 = 0
        let code = unsafe curl_multi_socket_action(multi, socket, what, &stillRunning)
        if code != CURLM_OK { abandonAll(code) }
        drain()
    }

    private func drain() {
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(multi, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE, let easy = unsafe message.pointee.easy_handle,
                let handle = unsafe EasyHandle.of(easy)
            else { continue }
            end(handle, unsafe message.pointee.data.result)
        }
    }

    private func end(_ handle: EasyHandle, _ code: CURLcode) {
        unsafe handle.leave(multi)
        metrics.opened(connections: handle.newConnections)
        guard let job = handle.job else { return }
        if handle.seen.foundStale, !handle.seen.sent {
            metrics.foundStale()
            handle.prepareAgain(timeoutMilliseconds: timeout(of: job))
            if unsafe handle.join(multi) { return }
        }
        release(handle)
        guard code == CURLE_OK else {
            let failure = CurlCode(rawValue: code.rawValue).failure(evidence(of: handle, job))
            if handle.seen.resendRefused { metrics.refusedResend() }
            log.failed(failure, words: handle.seen.sent ? "" : handle.errorWords)
            answer(job, .failure(failure))
            return
        }
        switch handle.seen.response(status: handle.status) {
        case .success(let response):
            log.answered()
            handle.recycle()
            idle.append(handle)
            answer(job, .success(response))
        case .failure(let failure):
            log.failed(failure, words: "")
            answer(job, .failure(failure))
        }
    }

    private func evidence(of handle: EasyHandle, _ job: Job) -> TransferEvidence {
        var evidence = TransferEvidence()
        evidence.sent = handle.seen.sent
        evidence.answerBegan = handle.seen.head.hasBegun
        evidence.resendRefused = handle.seen.resendRefused
        evidence.excess = handle.seen.excess
        evidence.deadlinePassed = clock.now.advanced(by: .milliseconds(2)) >= job.transfer.deadline
        evidence.words = handle.errorWords
        return evidence
    }

    /// Takes a handle from the running ones and frees its place.
    private func release(_ handle: EasyHandle) {
        guard let index = running.firstIndex(where: { $0 === handle }) else { return }
        running.swapAt(index, running.count - 1)
        running.removeLast()
        turnstile.leave()
    }

    private func cancel(_ transfer: Transfer) {
        if let handle = running.first(where: { $0.job?.transfer === transfer }), let job = handle.job {
            unsafe handle.leave(multi)
            release(handle)
            answer(job, .failure(.cancelled(sent: handle.seen.sent)))
        } else if let job = turnstile.takeFirst(where: { $0.transfer === transfer }) {
            answer(job, .failure(.cancelled(sent: false)))
        }
    }

    private func answer(_ job: Job, _ result: Result<OutboundResponse, OutboundFailure>) {
        inbox.settle()
        job.answer(result)
    }

    /// libcurl itself failed (out of memory, as a rule): nothing that runs can be trusted.
    private func abandonAll(_ code: CURLMcode) {
        log.broken(code: code.rawValue)
        endAll { OutboundFailure(.reset, delivery: $0, detail: "curl multi \(code.rawValue)") }
    }

    private func endAll(_ failure: (Delivery) -> OutboundFailure) {
        for handle in running {
            unsafe handle.leave(multi)
            turnstile.leave()
            if let job = handle.job { answer(job, .failure(failure(handle.seen.sent ? .mayHaveHappened : .didNotHappen))) }
        }
        running.removeAll()
    }

    /// Answers everybody who is left and closes all connections.
    private func finish() {
        arrivals = inbox.close()
        receive()
        endAll { OutboundFailure(.closed, delivery: $0, detail: OutboundFailure.poolClosed.detail) }
        for job in turnstile.takeAll() { answer(job, .failure(.poolClosed)) }
        metrics.occupied(inFlight: 0, queued: 0)
        idle.removeAll()
        unsafe _ = curl_multi_cleanup(multi)
    }
}

extension OutboundFailure {
    fileprivate static func cancelled(sent: Bool) -> OutboundFailure {
        OutboundFailure(.cancelled, delivery: sent ? .mayHaveHappened : .didNotHappen, detail: "cancelled")
    }

    fileprivate static let noMemory = OutboundFailure(.overloaded, delivery: .didNotHappen, detail: "libcurl takes no more transfers")
}

extension Duration {
    /// Rounded up; 0 if negative.
    fileprivate var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        return seconds > 1_000_000_000 ? Int.max : Int(seconds) * 1_000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
