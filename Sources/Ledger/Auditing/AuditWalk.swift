import Verification

/// The way of an audit through the entries, in their order.
struct AuditWalk {
    /// Something signed about the log at one size, and what it means when it is not so.
    struct Statement {
        let checkpoint: Checkpoint
        let kind: AuditFlaw.Kind
        let source: String
    }

    let sealer: Sealer?
    private var statements: ArraySlice<Statement>
    private var broken: [(statement: Statement, from: Int)] = []
    var flaws: [AuditFlaw] = []
    /// The hashes of complete subtrees of level 8, 16, 24 … as the leaves have them.
    private(set) var nodes: [Int: [MerkleHash]] = [:]
    /// The first place where no entry stands; behind it no hash can be known.
    private(set) var firstGap: Int?
    /// Entries before this one are those of a signed statement.
    private(set) var provenSize = 0
    /// The same of what was seen outside: our own statement proves nothing against another one.
    private var witnessedSize = 0
    private(set) var edge = CompactRange()
    private var last: Timestamp?
    /// Verifications with an intent, until their outcome: where it stands, and what was asked unless that was forgotten.
    private var open: [VerificationNumber: (place: Int, intent: IntentRecord?)] = [:]
    private var ended = RecentNumbers()
    /// What the storage lists as open.
    private var listedOpen: [Int: [UInt8]] = [:]
    private var forgotten = RisingPlaces()
    private var present = RisingPlaces()
    private var purges: [(sequence: Int, record: PurgeRecord)] = []
    private var unopened = 0
    var receipts: [IssuedAnswers] = []

    init(sealer: Sealer?, statements: [Statement]) {
        self.sealer = sealer
        self.statements = statements.sorted { $0.checkpoint.size < $1.checkpoint.size }[...]
        holdStatements()
    }

    /// Takes what stands at the next place; nil where nothing does. `hash` stands in for the leaf's where that cannot be known.
    mutating func take(_ filed: FiledEntry?, _ judged: JudgedEntry?, instead hash: MerkleHash? = nil) {
        let place = edge.size
        if judged == nil, hash == nil { firstGap = firstGap ?? place }
        edge.append(judged?.hash ?? hash ?? MerkleHash.emptyRoot) { subtree, hash in
            if subtree.level % Tile.height == 0 { nodes[subtree.level, default: []].append(hash) }
        }
        defer { holdStatements() }
        guard let filed, let judged else {
            last = nil
            return
        }
        flaws += judged.flaws
        guard let leaf = judged.leaf else {
            last = nil
            return
        }
        if leaf.sequence != place { note(.wrongSequence, place, "it says that it is entry \(leaf.sequence)") }
        if place == 0 || last != nil, leaf.stamp.clockWentBack != (last.map { leaf.stamp.at < $0 } ?? false) {
            note(.wrongClockMark, place, "the mark of a clock that went back does not fit the times")
        }
        last = leaf.stamp.at
        var record: (any EntryRecord)?
        switch judged.standing {
        case .opened(let opened):
            present.append(place)
            record = opened
        case .forgotten: forgotten.append(place)
        case .unopened: unopened += 1
        case .flawed: break
        }
        if let purge = record as? PurgeRecord { purges.append((place, purge)) }
        let answers = follow(leaf, record, place)
        if let filing = filed.filing {
            holdAnswers(of: filed, filing, leaf, answers)
            listedOpen[place] = filing.open
        } else if let answers, !answers.isEmpty {
            receipts.append(IssuedAnswers(sequence: place, answers: answers))
        }
    }

    /// The least size at which the log's own signed root does not fit; nil when all do.
    var brokenSize: Int? { broken.filter { $0.statement.kind == .wrongRoot }.map(\.statement.checkpoint.size).min() }

    /// When the newest entry was made; nil when that is not known.
    var newest: Timestamp? { last }

    /// What is known only at the end.
    mutating func finish(_ report: inout AuditReport) {
        for (statement, from) in broken {
            let size = statement.checkpoint.size
            let entries = from < size ? from...size - 1 : nil
            let opened = present.ranges.flatMap { $0.within(entries.map { [$0] } ?? []) }.reduce(0) { $0 + $1.count }
            let detail = "the root over the first \(size) entries is not the one that was signed"
            note(statement.kind, entries, in: statement.source, detail + "; \(opened) of these open, so that only their time can be another")
        }
        holdOpen()
        report.size = edge.size
        report.root = edge.root
        report.opened = present.count
        report.unopened = unopened
        report.forgotten = forgotten.count
        report.flaws += flaws
        // Without the contents nobody knows what was purged.
        guard sealer != nil else { return }
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

    /// Those of the places that no signed statement proves. That an entry can be opened proves all of its leaf but the time, so it remains.
    func suspects(in places: Range<Int>) -> ClosedRange<Int>? {
        let first = max(places.lowerBound, min(provenSize, places.upperBound))
        return first < places.upperBound ? first...places.upperBound - 1 : nil
    }

    /// Intent, exchanges, outcome: in this order and each verification once. Gives the answers that a receipt was given for, nil where they
    /// are not known.
    private mutating func follow(_ leaf: Leaf, _ record: (any EntryRecord)?, _ place: Int) -> [IssuedAnswers.Due]? {
        guard let verification = leaf.verification else { return [] }
        let id = VerificationNumber(verification)
        switch leaf.kind {
        case .intent:
            open[id] = (place, record as? IntentRecord)
            return []
        case .outcome:
            guard let intent = open.removeValue(forKey: id) else {
                let again = ended.contains(id)
                note(again ? .repeatedOutcome : .withoutIntent, place, again ? "its verification has ended before" : "nothing was intended")
                return nil
            }
            ended.insert(id)
            guard let outcome = record as? OutcomeRecord else { return nil }
            guard outcome.receipt != nil else { return [] }
            return sealer.flatMap { sealer in intent.intent.flatMap { IssuedAnswers.due(outcome, $0, sealer) } }
        case .exchange:
            if open[id] == nil { note(.withoutIntent, place, "nothing was intended") }
            return []
        default: return []
        }
    }

    /// The list of verifications that are open is that of the entries.
    private mutating func holdOpen() {
        guard firstGap == nil else { return }
        var due: [Int: [UInt8]] = [:]
        for (id, intent) in open { due[intent.place] = id.bytes }
        for (place, listed) in listedOpen where due[place] != listed {
            note(.wrongFiling, place, "it is listed as open and is not", in: "open")
        }
    }

    /// Whether an intent that has no outcome is listed, as long as filings are known.
    mutating func holdListing() {
        guard firstGap == nil else { return }
        for (_, intent) in open where listedOpen[intent.place] == nil { note(.wrongFiling, intent.place, "it is open and not listed", in: "open") }
    }

    private mutating func holdStatements() {
        while let next = statements.first, next.checkpoint.size <= edge.size {
            statements = statements.dropFirst()
            guard firstGap == nil else { continue }
            if next.checkpoint.root == edge.root {
                if broken.isEmpty { provenSize = edge.size }
                if next.kind == .differsFromWitness { witnessedSize = edge.size }
            } else {
                broken.append((next, next.kind == .differsFromWitness ? witnessedSize : provenSize))
            }
        }
    }

    mutating func note(_ kind: AuditFlaw.Kind, _ place: Int, _ detail: String, in source: String? = nil) {
        flaws.append(AuditFlaw(kind, place...place, in: source, detail))
    }

    mutating func note(_ kind: AuditFlaw.Kind, _ places: ClosedRange<Int>?, in source: String?, _ detail: String) {
        flaws.append(AuditFlaw(kind, places, in: source, detail))
    }
}
