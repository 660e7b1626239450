import AdapterKit
import StrictJSON
import Verification

extension DeclarativeAdapter {
    /// Asks once, or page by page until the list has ended. A list whose end is not reached is an error, never an answer.
    func answer(_ request: OperationRequest, _ asking: Asking) async throws(AdapterFailure) -> Reply {
        var facts: [Fact] = []
        var rows = 0
        var first: ReplyMapping.Reading?
        var last: [Fact] = []
        var missing: [String]?
        var cursor: [UInt8]?
        var index = 0
        while true {
            if index > 0 { asking.operation.limits.countFurtherRequest() }
            let page = asking.operation.paging?.page(index, cursor: cursor) ?? Scope.Page()
            guard let exchange = try await exchange(request, asking, page: page) else { return Reply(.notCovered) }
            let reading = try await reading(with: exchange.grant) { () throws(AdapterFailure) in
                try asking.operation.mapping.read(exchange.response, to: asking.question, in: exchange.scope)
            }
            if let statement = reading.statement {
                guard index == 0 else { throw AdapterFailure(.unreadable, detail: "page \(index + 1) is no part of the list") }
                if statement == .noRecord, let view = reading.view, asking.operation.paging?.countsRows(in: view) ?? false {
                    throw AdapterFailure(.unreadable, detail: "the list counts rows beside a word that there are none")
                }
                return reading.reply(statement, to: asking.question)
            }
            if index > 0, !reading.facts.isEmpty, reading.facts == last {
                throw AdapterFailure(.unreadable, detail: "page \(index + 1) is page \(index) once more")
            }
            last = reading.facts
            facts += reading.facts
            if let more = reading.missing { missing = (missing ?? []) + more.filter { !(missing ?? []).contains($0) } }
            rows += reading.rowCount
            first = first ?? reading
            guard rows <= ReplyMapping.maximumRows else {
                throw AdapterFailure(.unreadable, detail: "the list has more than \(ReplyMapping.maximumRows) rows")
            }
            guard case .next(let next) = try step(after: index, cursor, rows, reading, first, asking) else { break }
            cursor = next
            index += 1
        }
        guard var reading = first else { return Reply(.noRecord) }
        reading.missing = missing
        return reading.reply(facts.isEmpty ? .noRecord : .records(facts), to: asking.question)
    }

    /// Whether there is another page; an operation without pages is done after one reply.
    private func step(
        after index: Int, _ cursor: [UInt8]?, _ rows: Int, _ reading: ReplyMapping.Reading, _ first: ReplyMapping.Reading?, _ asking: Asking
    ) throws(AdapterFailure) -> Paging.Step {
        guard let paging = asking.operation.paging, let view = reading.view else { return .done }
        return try readingReply { () throws(ReplyMistake) in
            if index > 0, let before = first?.view, try paging.said(in: view) != paging.said(in: before) {
                throw ReplyMistake("is not what the first page said of all", at: "page \(index + 1)")
            }
            return try paging.step(after: index, cursor: cursor, rows: rows, pageRows: reading.rowCount, view: view)
        }
    }

    /// Submits, then looks until the answer is ready or the deadline is near; then the reply is the ticket.
    func answerLater(_ later: Operation.Later, _ request: OperationRequest, _ asking: Asking) async throws(AdapterFailure) -> Reply {
        guard let submission = try await exchange(request, asking) else { return Reply(.notCovered) }
        let ticket: String
        switch try await reading(with: submission.grant, { () throws(AdapterFailure) in try later.receipt(submission.response, asking.question) }) {
        case .statement(let statement): return Reply(statement)
        case .ticket(let number): ticket = number
        }
        let reply = Reply(.later(Ticket(number: ticket)), reference: ticket)
        var schedule = LookSchedule(deadline: asking.deadline, firstPause: later.interval)
        while let pause = schedule.pauseBeforeNextLook(at: .now) {
            try await wait(for: pause)
            asking.operation.limits.countFurtherRequest()
            do throws(AdapterFailure) {
                guard let look = try await exchange(later.poll, asking, ticket: Array(ticket.utf8), until: schedule.lastInstant) else {
                    return Reply(.notCovered)
                }
                let reading = try await reading(with: look.grant) { () throws(AdapterFailure) in
                    try later.reading(of: look.response, asking, in: look.scope)
                }
                if let reading { return reading }
                schedule.wasNotReady(retryAfter: later.interval)
            } catch {
                // The submission stands; only our time to look is over.
                if error.kind == .timedOut { return reply }
                throw error
            }
        }
        return reply
    }

    private func wait(for duration: Duration) async throws(AdapterFailure) {
        do {
            try await pause(duration)
        } catch {
            throw AdapterFailure(.cancelled, detail: "cancelled between two looks")
        }
    }
}

extension Operation.Later {
    /// What a submission brought.
    enum Receipt {
        case ticket(String)
        case statement(Reply.Statement)
    }

    func receipt(_ response: OutboundResponse, _ question: Question) throws(AdapterFailure) -> Receipt {
        switch try gate.open(response) {
        case .statement(let statement, _): return .statement(statement)
        case .documents(let view):
            return try readingReply { () throws(ReplyMistake) in
                guard let found = try ticket.found(in: view, asked: nil) else { throw ticket.mistake(nil, in: view, "is missing") }
                guard ReplyReference.isClean(found.text, about: question.person) else {
                    throw ticket.mistake(found, in: view, "must be at most 64 letters, digits, hyphens, points and underscores")
                }
                return .ticket(found.text)
            }
        }
    }

    /// The answer that a look brought; nil when it is not ready.
    func reading(of response: OutboundResponse, _ asking: DeclarativeAdapter.Asking, in scope: Scope) throws(AdapterFailure) -> Reply? {
        if pendingStatuses.contains(response.status) { return nil }
        let mapping = asking.operation.mapping
        if !pending.isEmpty, mapping.gate.statuses.contains(response.status) {
            let isPending = try readingReply { () throws(ReplyMistake) in
                try pending.anyHolds(in: ReplyView(try ReplyDocuments(response.body, as: mapping.gate.shape)))
            }
            if isPending { return nil }
        }
        let reading = try mapping.read(response, to: asking.question, in: scope)
        let statement = reading.statement ?? (reading.facts.isEmpty ? .noRecord : .records(reading.facts))
        return reading.reply(statement, to: asking.question)
    }
}

extension Reply {
    /// What a registry says that was asked in two roles: the records of both. Whatever else one of them says counts for the whole, as what
    /// is not known of one role is not known of the person.
    func joined(with other: Reply) -> Reply {
        guard let mine = list else { return self }
        guard let theirs = other.list else { return other }
        let facts = mine.facts + theirs.facts.filter { !mine.facts.contains($0) }
        let missing = mine.missing.map { $0 + (theirs.missing ?? []) } ?? theirs.missing
        let statement: Statement = missing.map { .incomplete(facts, missing: $0) } ?? (facts.isEmpty ? .noRecord : .records(facts))
        let days = [dataAsOf, other.dataAsOf].compactMap(\.self)
        return Reply(statement, dataAsOf: days.min(), reference: reference ?? other.reference, areas: areas.isEmpty ? other.areas : areas)
    }

    private var list: (facts: [Fact], missing: [String]?)? {
        switch statement {
        case .records(let facts): (facts, nil)
        case .incomplete(let facts, let missing): (facts, missing)
        case .noRecord: ([], nil)
        case .notCovered, .identityMismatch, .denied, .later: nil
        }
    }
}

extension ReplyMapping.Reading {
    /// The reply with that statement, as far as it reaches: where somebody has not answered its records count and its silence does not, and
    /// an area that the registry does not list, or that is not electronic, is not covered by silence either.
    func reply(_ statement: Reply.Statement, to question: Question) -> Reply {
        func made(_ statement: Reply.Statement) -> Reply { Reply(statement, dataAsOf: dataAsOf, reference: reference, areas: areas) }
        switch (statement, missing) {
        case (.records(let facts), let missing?): return made(.incomplete(facts, missing: missing))
        case (.noRecord, let missing?): return made(.incomplete([], missing: missing))
        case (.noRecord, nil):
            guard let asked = question.area, !areas.isEmpty else { return made(.noRecord) }
            let isCovered = areas.contains { $0.division.isByteIdentical(to: asked) && $0.electronicSince != nil }
            return made(isCovered ? .noRecord : .notCovered)
        default: return made(statement)
        }
    }
}
