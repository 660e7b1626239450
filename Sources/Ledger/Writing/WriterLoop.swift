/// A writer's thread at work. Made and used there only.
final class WriterLoop {
    private let setting: WriterSetting
    private let queue: WriterQueue
    private let session: any LogWriting
    private var growth: LogGrowth
    private var published: SizedCheckpoint?
    /// When the next checkpoint may be published that nobody has asked for.
    private var nextPublication: UInt64 = 0
    private var outpost: Outpost

    /// How the loop ends.
    private struct End: Error {
        let end: LedgerEnd
    }

    /// Entries that go into one batch together.
    private struct Piece {
        let entries: [SealedDraft]
        var reservation: Reservation?
        var answers: [AnswerDraft] = []
    }

    /// Everything that ``LedgerWriter/start(_:)`` says.
    init(_ setting: WriterSetting, _ queue: WriterQueue, _ record: (Int) -> StartRecord) throws(LedgerFailure) {
        self.setting = setting
        self.queue = queue
        guard Checkpoint(origin: setting.log, size: 0, root: MerkleHash.emptyRoot) != nil else {
            throw .storage(.unopenable("no log can have the name that is configured"))
        }
        let head: LogHead
        let reading: any LedgerReading
        let open: [VerificationID]
        do throws(StorageFailure) {
            session = try setting.storage.writing(log: setting.log, holder: setting.holder)
            head = try session.head()
            reading = try setting.storage.reading()
            open = try reading.openVerifications(of: setting.log)
        } catch {
            throw .storage(error)
        }
        let keys = setting.signers.map(\.verifier) + setting.formerKeys
        let check = StartCheck(log: setting.log, keys: keys, reading: reading, secondPlace: setting.secondPlace)
        growth = LogGrowth(log: setting.log, edge: try check.edge(of: head), newest: head.newest)
        published = head.published
        outpost = Outpost(setting)
        try begin(open, record)
    }

    /// Works until the writer ends.
    func run() {
        do throws(End) {
            while true { try work(queue.takeAll(untilNanoseconds: isBehind ? nextPublication : nil)) }
        } catch {
            queue.close(with: .ended(error.end))
            if error.end != .stopped { setting.onEnd(error.end) }
        }
    }

    /// Whether there are entries that no published checkpoint speaks of.
    private var isBehind: Bool { published?.size ?? 0 < growth.size }

    private func begin(_ open: [VerificationID], _ record: (Int) -> StartRecord) throws(LedgerFailure) {
        var drafts: [SealedDraft] = []
        if let previous = session.lease.previous, !previous.wasClosed {
            let takeover = TakeoverRecord(
                previousEpoch: previous.epoch, epoch: session.lease.epoch, previousHolder: previous.holder, holder: setting.holder)
            drafts.append(own(takeover))
        }
        for verification in open {
            drafts.append(own(OutcomeRecord.interrupted, verification))
        }
        drafts.append(own(record(open.count)))
        do throws(StorageFailure) {
            while !drafts.isEmpty {
                let count = min(drafts.count, setting.limits.batchEntriesMaximum)
                _ = try commit([Piece(entries: Array(drafts[..<count]))])
                drafts.removeFirst(count)
            }
            _ = try publish()
        } catch {
            throw .storage(error)
        }
        if let failure = outpost.failure { throw .secondPlace(failure) }
    }

    private func own(_ record: any EntryRecord, _ verification: VerificationID? = nil) -> SealedDraft {
        setting.sealer.sealing(EntryDraft(record, verification: verification, salt: setting.sealer.freshSalt))
    }

    private func work(_ taken: [WriterWork]) throws(End) {
        var rest = taken[...]
        do throws(End) {
            while let next = rest.first {
                if case .append = next {
                    try append(Self.batch(from: &rest, entries: setting.limits.batchEntriesMaximum))
                } else {
                    rest.removeFirst()
                    try perform(next)
                }
                if isBehind, Monitor.nowNanoseconds >= nextPublication { try publishUnasked() }
            }
            if taken.isEmpty, isBehind { try publishUnasked() }
        } catch {
            for work in rest { work.fail(.ended(error.end)) }
            throw error
        }
    }

    /// Takes the appends in front, as many as one transaction should hold, and at least one.
    private static func batch(from rest: inout ArraySlice<WriterWork>, entries limit: Int) -> [AppendWork] {
        var batch: [AppendWork] = []
        var count = 0
        while case .append(let work)? = rest.first, batch.isEmpty || count + work.entries.count <= limit {
            batch.append(work)
            count += work.entries.count
            rest.removeFirst()
        }
        return batch
    }

    private func append(_ batch: [AppendWork]) throws(End) {
        if let failure = outpost.refusal() {
            for work in batch { work.reply.resume(returning: .failure(failure)) }
            return
        }
        do throws(StorageFailure) {
            let appended = try commit(batch.map { Piece(entries: $0.entries, reservation: $0.reservation, answers: $0.answers) })
            for (work, appended) in zip(batch, appended) { work.reply.resume(returning: .success(appended)) }
        } catch {
            let (failure, end) = consequence(of: error)
            for work in batch { work.reply.resume(returning: .failure(failure)) }
            if let end { throw end }
        }
    }

    private func perform(_ work: WriterWork) throws(End) {
        do throws(StorageFailure) {
            switch work {
            case .append: return
            case .publish(let reply): reply.resume(returning: .success(try publish()))
            case .forget(let entries, let reply):
                try session.forget(entries)
                reply.resume(returning: .success(()))
            case .rewrap(let keys, let reply):
                try session.rewrap(keys)
                reply.resume(returning: .success(()))
            case .stop(let reason, let reply):
                _ = try commit([Piece(entries: [own(StopRecord(reason: reason))])])
                _ = try publish()
                outpost.finish()
                session.close()
                reply.resume(returning: .success(()))
            }
        } catch {
            let (failure, end) = consequence(of: error)
            work.fail(failure)
            if let end { throw end }
        }
        if case .stop = work { throw End(end: .stopped) }
    }

    private func publishUnasked() throws(End) {
        do throws(StorageFailure) {
            _ = try publish()
        } catch {
            nextPublication = later(setting.limits.publicationIntervalMilliseconds)
            let (failure, end) = consequence(of: error)
            if let end { throw end }
            setting.onWarning(.notPublished("\(failure)"))
        }
    }

    /// What a failure of the storage means to the caller, and whether it ends the writer.
    private func consequence(of failure: StorageFailure) -> (LedgerFailure, End?) {
        switch failure {
        case .notWritten(let reason), .unreadable(let reason):
            setting.onWarning(.notWritten(reason))
            return (.notWritten(reason), nil)
        case .outcomeUnknown(let reason): return (.ended(.outcomeUnknown(reason)), End(end: .outcomeUnknown(reason)))
        case .leaseLost: return (.ended(.leaseLost), End(end: .leaseLost))
        case .leased, .corrupt, .unsafeSetting, .newerSchema, .unopenable: return (.ended(.failed(failure)), End(end: .failed(failure)))
        }
    }

    /// Appends the pieces as one batch and tells the second place; gives what became of each.
    private func commit(_ pieces: [Piece]) throws(StorageFailure) -> [Appended] {
        var next = growth
        var newest: SizedCheckpoint?
        var appended: [Appended] = []
        try session.commit(reserving: pieces.compactMap(\.reservation)) { outcomes in
            // A storage that is asked twice starts from the same place.
            next = growth
            appended = []
            let batch = batch(of: pieces, outcomes, from: &next, &appended)
            newest = batch?.checkpoint
            return batch
        }
        guard let newest else { return appended }
        growth = next
        outpost.note(newest)
        return appended
    }

    private func batch(
        of pieces: [Piece], _ outcomes: [ReservationOutcome], from next: inout LogGrowth, _ appended: inout [Appended]
    ) -> Batch? {
        let start = next.size
        var outcomes = outcomes[...]
        var entries: [PlacedEntry] = []
        var nodes: [(subtree: Subtree, hash: MerkleHash)] = []
        var answers: [ReceiptedAnswer] = []
        for piece in pieces {
            if piece.reservation != nil, case .held(let earlier)? = outcomes.popFirst() {
                appended.append(.held(earlier))
                continue
            }
            let first = next.size
            next.take(piece.entries, milliseconds: setting.wallClock(), into: &entries, &nodes)
            appended.append(.appended(first: first))
            if let place = piece.entries.firstIndex(where: { $0.kind == .outcome }) {
                answers += piece.answers.map {
                    ReceiptedAnswer(code: $0.code, question: $0.question, verdict: $0.verdict, value: $0.value, sequence: first + place)
                }
            }
        }
        guard !entries.isEmpty, let checkpoint = next.checkpoint(signedBy: Array(setting.signers.prefix(1))) else { return nil }
        return Batch(start: start, entries: entries, nodes: nodes, checkpoint: checkpoint, answers: answers)
    }

    /// The newest checkpoint with all signatures, published if it was not yet.
    private func publish() throws(StorageFailure) -> SizedCheckpoint {
        if let published, published.size == growth.size { return published }
        guard let checkpoint = growth.checkpoint(signedBy: setting.signers) else { throw .notWritten("the log's name cannot be signed") }
        try session.publish(checkpoint)
        published = checkpoint
        nextPublication = later(setting.limits.publicationIntervalMilliseconds)
        outpost.publish(checkpoint)
        return checkpoint
    }

    private func later(_ milliseconds: Int) -> UInt64 { Monitor.nowNanoseconds + UInt64(milliseconds) * 1_000_000 }
}
