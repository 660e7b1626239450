package import Gateway
package import Ledger
import Verification

extension Recording {
    /// How a receipt stands, for everybody who has its code. Unknown are also receipts that were forgotten.
    package func receipt(_ code: ReceiptCode) async throws(RecordingFailure) -> ShownReceipt {
        let sealer = sealer
        return try await read { reading in
            let answers = try reading.answers(under: code)
            guard let first = answers.first,
                let outcome = try reading.outcome(at: EntryPlace(log: first.log, sequence: first.answer.sequence), sealer),
                let issued = outcome.receipt, let receipt = try? Receipt(decoding: Array(issued.json.utf8))
            else { return ShownReceipt(code: code, standing: .unknown, content: nil) }
            let rivals = try reading.answers(to: Array(Set(answers.map(\.answer.question))))
            let isSuperseded = answers.contains { mine in rivals.contains { $0.supersedes(mine) } }
            return ShownReceipt(
                code: code, standing: isSuperseded ? .superseded : .valid,
                content: ShownReceipt.Content(receipt, index: first.answer.sequence))
        }
    }

    /// What is known of a verification that this client asked for, at whatever node.
    package func verification(_ id: VerificationID, for client: Client) async throws(RecordingFailure) -> KnownVerification {
        let sealer = sealer
        return try await read { reading in try reading.known(id, askedBy: client.name, sealer) }
    }

    /// The receipt of a verification with all that proves it offline, for the client that asked; nil when there is none, or not any more.
    package func receiptFile(of id: VerificationID, for client: Client) async throws -> ReceiptFile? {
        let sealer = sealer
        let found = try await read { reading -> (place: EntryPlace, leaf: [UInt8], receipt: IssuedReceipt)? in
            guard case .ended = try reading.known(id, askedBy: client.name, sealer),
                let ended = try reading.outcome(of: id, sealer), let receipt = ended.outcome.receipt
            else { return nil }
            return (ended.entry.place, ended.entry.entry.leaf, receipt)
        }
        guard let found, let mention = ReceiptMention(found.receipt, at: found.place) else { return nil }
        let record = ReceiptReadRecord(reader: client.name, code: mention.code, reason: nil)
        // Not among the entries of the verification: looking at it must not make it last longer.
        _ = try await append([draft(record, nil)])
        let checkpoint = try await published(covering: found.place)
        let proof = try await read { reading in
            try LogTree(log: found.place.log, size: checkpoint.size, reading: reading).inclusionProof(of: found.place.sequence)
        }
        return ReceiptFile(
            receipt: Array(found.receipt.json.utf8), leaf: found.leaf, proof: proof.hashes, checkpoint: checkpoint.note, salt: found.receipt.salt)
    }

    /// A checkpoint with all signatures that covers that entry: of our own log one is made if need be; for another node's, which publishes its
    /// own at its own pace, some seconds are waited.
    private func published(covering place: EntryPlace) async throws -> SizedCheckpoint {
        let isOurs = place.log.utf8.elementsEqual(log.utf8)
        for attempt in 0... {
            let present = try await read { reading in try reading.head(of: place.log)?.published }
            if let present, present.size > place.sequence { return present }
            if isOurs { break }
            guard attempt < Self.publicationPatience else { throw RecordingFailure.unreadable("the other node has not published it yet") }
            try await Task.sleep(for: .milliseconds(100))
        }
        do throws(LedgerFailure) {
            return try await writer.publish()
        } catch {
            throw RecordingFailure.notRecorded("\(error)")
        }
    }

    /// How many tenths of a second another node's checkpoint is waited for: three times what a node takes unless it is told otherwise.
    private static let publicationPatience = 30

    /// What stood under a key before.
    func earlier(_ reservation: Reservation, _ key: RequestKey?) async throws(RecordingFailure) -> RecordedAnswer {
        guard reservation.request == key?.request else { return .keyTaken }
        let sealer = sealer
        let known = try await read { reading in try reading.known(reservation.verification, askedBy: nil, sealer) }
        switch known {
        case .ended(let reply): return .replayed(reply)
        case .interrupted(let interrupted): return .interrupted(interrupted)
        case .running, .unknown: return .running
        case .forgotten: return .keyTaken
        }
    }
}

extension LedgerReading {
    /// The outcome at that place; nil when another entry stands there, or it was forgotten.
    func outcome(at place: EntryPlace, _ sealer: Sealer) throws -> OutcomeRecord? {
        try entries(of: place.log, in: place.sequence..<place.sequence + 1).first?.outcome(sealer)
    }

    /// The outcome of a verification with its entry; nil when there is none, or not any more.
    func outcome(of id: VerificationID, _ sealer: Sealer) throws -> (entry: StoredEntry, outcome: OutcomeRecord)? {
        for entry in try entries(of: id) {
            if let outcome = try entry.outcome(sealer) { return (entry, outcome) }
        }
        return nil
    }

    /// What is known of a verification, provided that this client asked for it; nil: whoever did.
    func known(_ id: VerificationID, askedBy client: String?, _ sealer: Sealer) throws -> KnownVerification {
        let entries = try entries(of: id)
        var intent: IntentRecord?
        var begun: Timestamp?
        for entry in entries {
            switch try sealer.opening(entry.entry) {
            case .forgotten(let leaf):
                // Whose it was is forgotten too, so nobody is told more than that nothing is left.
                if leaf.kind == .intent { return .forgotten }
            case .opened(let opened):
                if let record = opened.record as? IntentRecord {
                    (intent, begun) = (record, opened.leaf.stamp.at)
                    if let client, !record.client.name.utf8.elementsEqual(client.utf8) { return .unknown }
                } else if let outcome = opened.record as? OutcomeRecord, let intent, let begun {
                    guard let reply = outcome.reply else {
                        return .interrupted(
                            InterruptedVerification(id: id, inquiry: intent.inquiry, begun: begun, closed: opened.leaf.stamp.at))
                    }
                    return .ended(
                        RecordedReply(
                            result: Array(reply.utf8), receipt: outcome.receipt.flatMap { ReceiptMention($0, at: entry.place) }))
                }
            }
        }
        return intent == nil ? .unknown : .running
    }
}

extension StoredEntry {
    /// The outcome that it is; nil for any other entry and for one that was forgotten.
    func outcome(_ sealer: Sealer) throws -> OutcomeRecord? {
        guard case .opened(let opened) = try sealer.opening(entry) else { return nil }
        return opened.record as? OutcomeRecord
    }
}

extension StoredAnswer {
    /// As ``ReceiptedAnswer/supersedes(_:)``, over the logs of several nodes: within one log its order counts, between two the time.
    func supersedes(_ earlier: StoredAnswer) -> Bool {
        if log.utf8.elementsEqual(earlier.log.utf8) { return answer.supersedes(earlier.answer) }
        guard answer.question == earlier.answer.question, at > earlier.at, answer.verdict.isSettled else { return false }
        return answer.verdict != earlier.answer.verdict || answer.value != earlier.answer.value
    }
}

extension ShownReceipt.Content {
    init(_ receipt: Receipt, index: Int) {
        certificate = receipt.certificate
        verdict = receipt.verdict
        conclusions = receipt.conclusions.map {
            ShownConclusion(claim: $0.claim, verdict: $0.verdict, asOf: $0.asOf, validUntil: $0.validUntil)
        }
        hall = receipt.hall
        issuedAt = receipt.issuedAt
        log = receipt.log
        self.index = index
    }
}

extension Recording {
    /// What a tiled log serves under that name, as far as its published checkpoint reaches; nil when there is no such thing.
    package func resource(_ resource: LogResource) async throws(RecordingFailure) -> [UInt8]? {
        let log = log
        return try await read { reading in try LogTree.published(log: log, reading: reading)?.resource(resource) }
    }
}
