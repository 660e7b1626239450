internal import AdapterKit
internal import CCurl
internal import Logging
internal import Verification

/// The thread of a pool: the only one that touches its multi handle, its lines and their sockets.
@safe final class CurlLoop {
    private let profile: CheckedProfile
    private let multi: UnsafeMutableRawPointer
    private let inbox: Inbox
    private let metrics: PoolMetrics
    private var log: HealthLog
    private let watch: SocketWatch
    private var turnstile: Turnstile<Job>
    private var lines = LineTable()
    private var arrivals: [Inbox.Item] = []
    /// Lines with more to be read, also where the kernel has nothing more to tell of them.
    private var unfinished: [Line] = []
    private var occupancy = (running: 0, waiting: 0)
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 16 * 1_024, alignment: 16)
    private let clock = ContinuousClock()

    init(
        profile: CheckedProfile, multi: UnsafeMutableRawPointer, watch: SocketWatch, inbox: Inbox, metrics: PoolMetrics, logger: Logger
    ) {
        self.profile = profile
        unsafe self.multi = unsafe multi
        self.watch = watch
        self.inbox = inbox
        self.metrics = metrics
        log = HealthLog(logger: logger)
        turnstile = Turnstile(places: profile.settings.maximumConnections)
    }

    deinit { unsafe buffer.deallocate() }

    /// Works until the inbox is closed and nothing is left to do, then gives everything back.
    func run() {
        while true {
            let stage = inbox.take(into: &arrivals)
            receive()
            turn()
            if case .closing(let stop) = stage {
                if lines.busy.isEmpty && turnstile.waiting == 0 && arrivals.isEmpty || clock.now >= stop { break }
                sleep(until: stop)
            } else {
                sleep(until: nil)
            }
        }
        finish()
    }

    // MARK: One turn

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

    /// Does what is due and what is ready, until nobody who waits can go in.
    private func turn() {
        expire()
        admit()
        while let (socket, what) = watch.next() {
            if let line = lines.line(of: socket) { act(line, what) } else { connect(socket, what) }
        }
        readOn()
        admit()
        // A connection that is begun wants a call at once, through the timer.
        while watch.takeDue() {
            connect(CURL_SOCKET_BAD, 0)
            admit()
        }
        if occupancy != (lines.busy.count, turnstile.waiting) {
            occupancy = (lines.busy.count, turnstile.waiting)
            metrics.occupied(inFlight: occupancy.running, queued: occupancy.waiting)
        }
    }

    /// Reads on where a visit ended before the bytes did.
    private func readOn() {
        let lines = unfinished
        unfinished.removeAll()
        for line in lines where line.job != nil { judge(line, unsafe line.proceed(canRead: true, into: buffer)) }
    }

    private func sleep(until stop: ContinuousClock.Instant?) {
        guard unfinished.isEmpty, inbox.fallAsleep() else { return watch.wait(milliseconds: 0) }
        let now = clock.now
        var wait = Duration.seconds(60)
        for instant in [turnstile.nextDeadline, lines.nextDeadline, watch.due, stop] {
            if let instant { wait = min(wait, now.duration(to: instant)) }
        }
        watch.wait(milliseconds: Int32(clamping: wait.wholeMilliseconds))
    }

    /// Those who waited too long, for a connection or for their answer, and connections that nobody wanted for too long.
    private func expire() {
        let now = clock.now
        if let next = turnstile.nextDeadline, next <= now {
            for job in turnstile.takeExpired(at: now) {
                answer(job, .failure(OutboundFailure(.timeout, delivery: .didNotHappen, detail: "the deadline passed before a connection was free")))
            }
        }
        for line in lines.takeExpired(at: now) {
            end(line, OutboundFailure(.timeout, delivery: line.delivery, detail: "the deadline passed"))
        }
        for line in lines.takeIdle(since: now.advanced(by: .seconds(-profile.settings.connectionIdleSeconds))) { drop(line) }
    }

    /// Starts those who wait while there are places.
    private func admit() { while let job = turnstile.enter() { start(job) } }

    private func start(_ job: Job) {
        let now = clock.now
        while let line = lines.takeIdle() {
            guard line.isFresh(at: now, profile.settings) else {
                drop(line)
                continue
            }
            guard line.isQuiet else {
                metrics.foundStale()
                drop(line)
                continue
            }
            lines.employ(line, for: job)
            send(line)
            return
        }
        guard let line = Line(profile: profile, watch: watch) else {
            turnstile.leave()
            answer(job, .failure(.noMemory))
            return
        }
        lines.employ(line, for: job)
        let left = now.duration(to: job.transfer.deadline).wholeMilliseconds
        // A little more than what is left, because libcurl rounds; at least 1, because 0 means for ever to it.
        guard unsafe line.connect(by: multi, timeoutMilliseconds: max(1, min(Int(Int32.max), left + 1))) else { return end(line, .noMemory) }
    }

    // MARK: Connecting

    /// Lets libcurl act on a socket that it is connecting, or on its timer, and takes what has ended: it can end inside any call.
    private func connect(_ socket: Int32, _ what: Int32) {
        var stillRunning: Int32 = 0
        let code = unsafe curl_multi_socket_action(multi, socket, what, &stillRunning)
        if code != CURLM_OK { abandonAll(code) }
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(multi, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE, let easy = unsafe message.pointee.easy_handle, let line = unsafe Line.of(easy)
            else { continue }
            connected(line, unsafe message.pointee.data.result)
        }
    }

    private func connected(_ line: Line, _ code: CURLcode) {
        metrics.opened(connections: line.openedConnections)
        guard code == CURLE_OK else { return end(line, line.failure(code, at: clock.now), words: line.errorWords) }
        guard line.noteConnected(at: clock.now) else { return end(line, line.failure(CURLE_COULDNT_CONNECT, at: clock.now)) }
        lines.noteConnected(line)
        send(line)
    }

    // MARK: Talking

    private func send(_ line: Line) {
        line.begin(to: profile.base)
        judge(line, unsafe line.proceed(canRead: false, into: buffer))
    }

    private func act(_ line: Line, _ what: Int32) {
        guard line.job != nil else {
            // Nobody waits for anything on it: a good-bye, or something unasked.
            metrics.foundStale()
            lines.removeIdle(line)
            return drop(line)
        }
        judge(line, unsafe line.proceed(canRead: what != CURL_CSELECT_OUT, into: buffer))
    }

    private func judge(_ line: Line, _ progress: Line.Progress) {
        switch progress {
        // Once only, or a line that sends without pause would have more turns with every turn.
        case .unfinished: if !unfinished.contains(where: { $0 === line }) { unfinished.append(line) }
        case .waiting(let toWrite):
            if !watch.want(toWrite ? CURL_POLL_INOUT : CURL_POLL_IN, of: line.socket) {
                end(line, OutboundFailure(.reset, delivery: line.delivery, detail: "the connection cannot be watched"))
            }
        case .answered(let response, let mayStay):
            log.answered()
            guard let job = line.job else { return }
            lines.release(line)
            turnstile.leave()
            line.rest(at: clock.now)
            if mayStay, watch.want(CURL_POLL_IN, of: line.socket) {
                lines.keep(line)
            } else {
                drop(line)
            }
            answer(job, .success(response))
        case .refused(let kind, let detail): end(line, OutboundFailure(kind, delivery: .mayHaveHappened, detail: detail))
        case .ended where line.answerHasBegun:
            end(line, OutboundFailure(.truncated, delivery: .mayHaveHappened, detail: "the connection closed within an answer"))
        case .ended:
            noteNoResend(line)
            end(line, OutboundFailure(.reset, delivery: .mayHaveHappened, detail: "the connection closed before an answer; not sent again"))
        case .broken(let code):
            if !line.answerHasBegun { noteNoResend(line) }
            end(line, line.failure(code, at: clock.now))
        }
    }

    /// A kept connection ended between a request and its answer: that is where libcurl, left to itself, sends the request again
    /// (`reliability.md` M4).
    private func noteNoResend(_ line: Line) { if line.isKept { metrics.refusedResend() } }

    // MARK: Ends

    /// Ends a line's transfer with that failure, and the line.
    private func end(_ line: Line, _ failure: OutboundFailure, words: String = "") {
        log.failed(failure, words: words)
        close(line, failure)
    }

    private func close(_ line: Line, _ failure: OutboundFailure) {
        lines.release(line)
        turnstile.leave()
        drop(line)
        if let job = line.job { answer(job, .failure(failure)) }
        line.job = nil
    }

    /// Closes a line that is in no list any more.
    private func drop(_ line: Line) {
        lines.forget(line)
        unsafe line.close(multi)
    }

    private func cancel(_ transfer: Transfer) {
        if let line = lines.busy.first(where: { $0.job?.transfer === transfer }) {
            close(line, .cancelled(sent: line.hasSent))
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
        while let line = lines.busy.last { close(line, failure(line.delivery)) }
    }

    /// Answers everybody who is left and closes all connections.
    private func finish() {
        arrivals = inbox.close()
        receive()
        endAll { OutboundFailure(.closed, delivery: $0, detail: OutboundFailure.poolClosed.detail) }
        for job in turnstile.takeAll() { answer(job, .failure(.poolClosed)) }
        metrics.occupied(inFlight: 0, queued: 0)
        while let line = lines.takeIdle() { drop(line) }
        unsafe _ = curl_multi_cleanup(multi)
    }
}

extension Line {
    /// May the department have heard the request at hand?
    fileprivate var delivery: Delivery { hasSent ? .mayHaveHappened : .didNotHappen }

    /// What libcurl's code means for the transfer at hand.
    fileprivate func failure(_ code: CURLcode, at now: ContinuousClock.Instant) -> OutboundFailure {
        var evidence = TransferEvidence()
        evidence.sent = hasSent
        evidence.answerBegan = answerHasBegun
        evidence.deadlinePassed = job.map { now.advanced(by: .milliseconds(2)) >= $0.transfer.deadline } ?? false
        evidence.words = errorWords
        return CurlCode(rawValue: code.rawValue).failure(evidence)
    }
}

extension OutboundFailure {
    fileprivate static func cancelled(sent: Bool) -> OutboundFailure {
        OutboundFailure(.cancelled, delivery: sent ? .mayHaveHappened : .didNotHappen, detail: "cancelled")
    }

    fileprivate static let noMemory = OutboundFailure(.overloaded, delivery: .didNotHappen, detail: "libcurl takes no more connections")
}

extension Duration {
    /// Rounded up; 0 if negative.
    fileprivate var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        return seconds > 1_000_000_000 ? Int.max : Int(seconds) * 1_000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
