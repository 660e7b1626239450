import Verification

/// The way of an audit through the entries, in their order.
struct AuditWalk {
    /// A receipt that was given, with what the index of answers has to say of it.
    struct Issued {
        let code: ReceiptCode
        let sequence: Int
        let answers: [Due]

        /// One answer, its question under each pseudonym key of the ring.
        struct Due {
            let questions: [Pseudonym]
            let verdict: Verdict
            let value: String?
        }
    }

    private let sealer: Sealer?
    /// What was said of the log at some sizes, in rising order, and what it means when that is not so.
    private var statements: ArraySlice<(checkpoint: Checkpoint, kind: AuditFlaw.Kind)>
    private(set) var flaws: [AuditFlaw] = []
    /// The hashes of complete subtrees of level 8, 16, 24 … as the leaves have them.
    private(set) var nodes: [Int: [MerkleHash]] = [:]
    private var receipts: [Issued] = []
    /// A leaf that is missing between two others; nobody can go on behind it.
    private(set) var gap: AuditFlaw?
    private var edge = CompactRange()
    private var last: Timestamp?
    /// Verifications with an intent, and what was asked, until their outcome; nil where the intent was forgotten.
    private var open: [VerificationID: IntentRecord?] = [:]
    private var ended: Set<VerificationNumber> = []
    private var forgotten = RisingPlaces()
    private var present = RisingPlaces()
    private var purges: [(sequence: Int, record: PurgeRecord)] = []
    private var counts = (opened: 0, unopened: 0)

    init(sealer: Sealer?, statements: [(Checkpoint, AuditFlaw.Kind)]) {
        self.sealer = sealer
        self.statements = statements.sorted { $0.0.size < $1.0.size }.map { (checkpoint: $0.0, kind: $0.1) }[...]
        holdStatements()
    }

    /// Takes the next entry.
    mutating func take(_ entry: StoredEntry, at place: Int) {
        guard place == edge.size else {
            gap = gap ?? AuditFlaw(.missingEntries, edge.size...max(edge.size, place - 1), "no entry is stored at these places")
            return
        }
        edge.append(MerkleHash.leaf(entry.entry.leaf)) { subtree, hash in
            if subtree.level % Tile.height == 0 { nodes[subtree.level, default: []].append(hash) }
        }
        defer { holdStatements() }
        guard let leaf = try? Leaf(decoding: entry.entry.leaf) else {
            note(.malformedLeaf, place, "its bytes are no leaf")
            return
        }
        if leaf.sequence != place { note(.wrongSequence, place, "it says that it is entry \(leaf.sequence)") }
        if leaf.stamp.clockWentBack != (last.map { leaf.stamp.at < $0 } ?? false) {
            note(.wrongClockMark, place, "the mark of a clock that went back does not fit the times")
        }
        last = leaf.stamp.at
        let record = content(of: entry.entry, place)
        follow(leaf, record, place, isForgotten: entry.entry.isForgotten)
    }

    /// The receipts since the last call, so that they need not be kept.
    mutating func takeReceipts() -> [Issued] {
        defer { receipts = [] }
        return receipts
    }

    /// What is known only at the end.
    func finish(_ report: inout AuditReport) {
        report.size = edge.size
        report.root = edge.root
        report.opened = counts.opened
        report.unopened = counts.unopened
        report.flaws += flaws
        // Without the contents nobody knows what was purged.
        guard sealer != nil else { return }
        report.forgotten = forgotten.count
        // Purges count for entries before them only.
        let named = Forgetting.ranges(of: purges.flatMap { purge in purge.record.forgotten.filter { $0.upperBound < purge.sequence } })
        for range in forgotten.ranges.flatMap({ $0.without(named) }) {
            report.forgotten -= range.count
            report.flaws.append(AuditFlaw(.unexplainedForgetting, range, "the private half is gone and no purge says so"))
        }
        for range in present.ranges.flatMap({ $0.within(named) }) {
            report.flaws.append(AuditFlaw(.unfinishedPurge, range, "a purge names it, and it can still be opened"))
        }
    }

    private mutating func content(of entry: SealedEntry, _ place: Int) -> OpenedEntry? {
        guard let sealer else {
            counts.unopened += 1
            return nil
        }
        do throws(SealFlaw) {
            switch try sealer.opening(entry) {
            case .forgotten: forgotten.append(place)
            case .opened(let opened):
                counts.opened += 1
                present.append(place)
                return opened
            }
        } catch {
            switch error {
            case .leaf: break
            case .unknownKey: counts.unopened += 1
            case .keyAltered: note(.keyAltered, place, "its wrapped key was not made for it")
            case .contentAltered: note(.contentAltered, place, "its sealed content was not made for it")
            case .commitmentDiffers: note(.commitmentDiffers, place, "what is sealed is not what its leaf has committed to")
            case .payload: note(.malformedPayload, place, "what is sealed is no payload of its kind")
            case .pseudonymsDiffer: note(.pseudonymsDiffer, place, "it is filed under others than those whom it is about")
            }
        }
        return nil
    }

    /// Intent, exchanges, outcome: in this order and each verification once.
    private mutating func follow(_ leaf: Leaf, _ opened: OpenedEntry?, _ place: Int, isForgotten: Bool) {
        if let purge = opened?.record as? PurgeRecord { purges.append((place, purge)) }
        guard let id = leaf.verification else { return }
        switch leaf.kind {
        case .intent: open[id] = .some(opened?.record as? IntentRecord)
        case .outcome:
            guard let intent = open.removeValue(forKey: id) else {
                let again = ended.contains(VerificationNumber(id))
                return note(again ? .repeatedOutcome : .withoutIntent, place, again ? "its verification has ended before" : "nothing was intended")
            }
            ended.insert(VerificationNumber(id))
            if let intent, let outcome = opened?.record as? OutcomeRecord, let issued = issued(outcome, intent, place) { receipts.append(issued) }
        case .exchange: if open[id] == nil { note(.withoutIntent, place, "nothing was intended") }
        default: break
        }
    }

    private func issued(_ outcome: OutcomeRecord, _ intent: IntentRecord, _ place: Int) -> Issued? {
        guard let sealer, let receipt = outcome.receipt, let read = try? Receipt(decoding: Array(receipt.json.utf8)),
            let subject = intent.inquiry.subject
        else { return nil }
        let answers = zip(outcome.findings, intent.inquiry.claims).map { finding, claim in
            Issued.Due(
                questions: sealer.ring.pseudonyms(of: claim, for: intent.inquiry.certificate, about: subject.identifier), verdict: finding.verdict,
                value: finding.value)
        }
        return Issued(code: read.code, sequence: place, answers: answers)
    }

    private mutating func holdStatements() {
        while let next = statements.first, next.checkpoint.size <= edge.size {
            statements = statements.dropFirst()
            if next.checkpoint.size == edge.size, next.checkpoint.root != edge.root {
                let entries = edge.size > 0 ? 0...edge.size - 1 : nil
                flaws.append(AuditFlaw(next.kind, entries, "the root over the first \(edge.size) entries is not the one that was signed"))
            }
        }
    }

    private mutating func note(_ kind: AuditFlaw.Kind, _ place: Int, _ detail: String) {
        flaws.append(AuditFlaw(kind, place...place, detail))
    }
}
