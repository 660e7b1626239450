import Ledger
import Verification

extension Statements {
    /// What takes reservations, one for each scope: the scopes that were replaced, those that were new, and what stands afterwards.
    func reserving(_ reservations: [Reservation]) -> [Query] {
        var parameters = Parameters()
        parameters.add(reservations.map { [UInt8]?($0.scope.bytes) }, of: .bytea)
        let scopes = parameters
        parameters.add(reservations.map { [UInt8]?($0.request.bytes) }, of: .bytea)
        parameters.add(reservations.map { [UInt8]?($0.verification.binary) }, of: .uuid)
        parameters.add(reservations.map(\.at.milliseconds))
        parameters.add(reservations.map(\.expires.milliseconds))
        return [Query(replaceReservations, parameters), Query(insertReservations, parameters), Query(readReservations, scopes)]
    }

    /// What a batch adds to the tables, one statement for each table that it concerns.
    func appending(_ batch: Batch, to log: Int32) -> [Query] {
        var queries = [entries(batch, log)]
        queries += pseudonyms(batch, log)
        if !batch.nodes.isEmpty {
            var parameters = Self.parameters(log)
            parameters.add(batch.nodes.map { Int16(clamping: $0.subtree.level) })
            parameters.add(batch.nodes.map { Int64($0.subtree.index) })
            parameters.add(batch.nodes.map { [UInt8]?($0.hash.bytes) }, of: .bytea)
            queries.append(Query(insertNodes, parameters))
        }
        if !batch.answers.isEmpty { queries.append(answers(batch.answers, log)) }
        queries += openings(batch, log)
        return queries
    }

    private func entries(_ batch: Batch, _ log: Int32) -> Query {
        let entries = batch.entries
        var parameters = Self.parameters(log)
        parameters.add(entries.indices.map { Int64(batch.start + $0) })
        parameters.add(entries.map { String?($0.kind.rawValue) })
        parameters.add(entries.map(\.kind.isAboutPersons))
        parameters.add(entries.map { $0.verification?.binary }, of: .uuid)
        parameters.add(entries.map(\.at.milliseconds))
        parameters.add(entries.map { [UInt8]?($0.sealed.leaf) }, of: .bytea)
        parameters.add(entries.map { [UInt8]?($0.sealed.sealed) }, of: .bytea)
        parameters.add(entries.map { $0.sealed.key?.wrapping.text })
        parameters.add(entries.map { $0.sealed.key?.bytes }, of: .bytea)
        return Query(insertEntries, parameters)
    }

    private func pseudonyms(_ batch: Batch, _ log: Int32) -> [Query] {
        var sequences: [Int64] = []
        var ordinals: [Int16] = []
        var keys: [String?] = []
        var bytes: [[UInt8]?] = []
        for (place, entry) in batch.entries.enumerated() {
            for (ordinal, pseudonym) in entry.sealed.pseudonyms.enumerated() {
                sequences.append(Int64(batch.start + place))
                ordinals.append(Int16(clamping: ordinal))
                keys.append(pseudonym.key.text)
                bytes.append(pseudonym.bytes)
            }
        }
        guard !sequences.isEmpty else { return [] }
        var parameters = Self.parameters(log)
        parameters.add(sequences)
        parameters.add(ordinals)
        parameters.add(keys)
        parameters.add(bytes, of: .bytea)
        return [Query(insertPseudonyms, parameters)]
    }

    private func answers(_ answers: [ReceiptedAnswer], _ log: Int32) -> Query {
        var parameters = Self.parameters(log)
        parameters.add(answers.map { Int64($0.sequence) })
        var next: [Int: Int16] = [:]
        parameters.add(
            answers.map { answer in
                defer { next[answer.sequence, default: 0] += 1 }
                return next[answer.sequence, default: 0]
            })
        parameters.add(answers.map { String?($0.code.text) })
        parameters.add(answers.map { String?($0.question.key.text) })
        parameters.add(answers.map { [UInt8]?($0.question.bytes) }, of: .bytea)
        parameters.add(answers.map { String?($0.verdict.rawValue) })
        parameters.add(answers.map { $0.value?.key.text })
        parameters.add(answers.map { $0.value?.bytes }, of: .bytea)
        return Query(insertAnswers, parameters)
    }

    /// What an intent opens and an outcome closes; of those that do both in one batch nothing is left.
    private func openings(_ batch: Batch, _ log: Int32) -> [Query] {
        var opened: [VerificationID: Int64] = [:]
        var closed: [VerificationID] = []
        for (place, entry) in batch.entries.enumerated() {
            guard let verification = entry.verification else { continue }
            switch entry.kind {
            case .intent: opened[verification] = opened[verification] ?? Int64(batch.start + place)
            case .outcome:
                opened[verification] = nil
                closed.append(verification)
            default: break
            }
        }
        var queries: [Query] = []
        if !closed.isEmpty {
            var parameters = Self.parameters(log)
            parameters.add(closed.map { [UInt8]?($0.binary) }, of: .uuid)
            queries.append(Query(close, parameters))
        }
        if !opened.isEmpty {
            var parameters = Self.parameters(log)
            parameters.add(opened.map { [UInt8]?($0.key.binary) }, of: .uuid)
            parameters.add(opened.map(\.value))
            queries.append(Query(open, parameters))
        }
        return queries
    }

    private static func parameters(_ log: Int32) -> Parameters {
        var parameters = Parameters()
        parameters.add(log)
        return parameters
    }
}
