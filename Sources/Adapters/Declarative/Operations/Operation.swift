import AdapterKit
import StrictJSON
import Verification

/// How one dataset is asked and how its replies are read. A class: it goes along with every question.
final class Operation: Sendable {
    let registry: RegistryID
    /// For questions about a person, or about a place where the dataset holds places.
    let request: OperationRequest
    /// Asked as well about every person, for a registry that wants one question for each role that a person may have (mother, child).
    let further: [OperationRequest]
    /// For questions about one document; nil when the dataset cannot be asked that.
    let documentRequest: OperationRequest?
    let mapping: ReplyMapping
    let paging: Paging?
    let later: Later?
    let limits: OperationLimits
    /// The registry's own name for the service, for signatures and headers.
    let service: [UInt8]?
    /// True when the dataset holds places, not people.
    let isAboutPlaces: Bool
    /// True when a request can be limited to an area.
    let takesArea: Bool

    /// An answer that is submitted for first and fetched by a ticket.
    struct Later: Sendable {
        /// What the reply to the submission goes through.
        let gate: ReplyGate
        let ticket: ReplyValue
        let poll: OperationRequest
        /// Statuses that say "not yet", whatever the body.
        let pendingStatuses: [Int]
        /// When one holds the answer is not ready.
        let pending: [Condition]
        let interval: Duration
    }

    init(
        registry: RegistryID, request: OperationRequest, further: [OperationRequest], documentRequest: OperationRequest?, mapping: ReplyMapping,
        paging: Paging?, later: Later?, limits: OperationLimits, service: [UInt8]?, isAboutPlaces: Bool, takesArea: Bool
    ) {
        self.registry = registry
        self.request = request
        self.further = further
        self.documentRequest = documentRequest
        self.mapping = mapping
        self.paging = paging
        self.later = later
        self.limits = limits
        self.service = service
        self.isAboutPlaces = isAboutPlaces
        self.takesArea = takesArea
    }

    /// The request for a question; nil when the dataset holds nothing of the kind. Throws for what it cannot be asked about at all.
    func request(for question: Question) throws(AdapterFailure) -> OperationRequest? {
        if question.area != nil, !takesArea { throw Question.unasked("one area") }
        switch question.topic {
        case .person where isAboutPlaces: throw Question.unasked("a person")
        case .person: return request
        case .document: return documentRequest
        case .place where isAboutPlaces: return request
        case .place: throw Question.unasked("a place")
        }
    }
}

extension Operation {
    /// Reads one member of `operations`.
    static func reading(_ reader: ObjectReader, for registry: RegistryID, _ entry: EntryReader) -> Operation? {
        let service = reader.optionalString("service", length: 1...128)
        entry.hasService = service != nil
        entry.isAboutPlaces = registry.holdsPlaces
        entry.usesArea = false
        defer {
            entry.hasService = true
            entry.isAboutPlaces = false
        }
        let isPaged = reader.has("paging")
        let families: TemplateFamily = isPaged ? .page : []
        func request(_ object: ObjectReader, _ families: TemplateFamily) -> OperationRequest? {
            entry.turnsPages = false
            let before = object.problems.all.count
            let request = OperationRequest.reading(object, adding: families, entry)
            if isPaged, !entry.turnsPages, object.problems.all.count == before {
                object.problems.add(
                    object.pointer, "invalid", "asks for the same page again and again; page.number, page.offset or page.cursor turns it")
            }
            return request
        }
        let first = reader.object("request").flatMap { request($0, families) }
        let further = reader.array("also", required: false, count: 1...3).compactMap { element in
            request(ObjectReader(element.json, at: element.pointer, into: reader.problems), families)
        }
        if reader.has("also"), reader.has("later") { reader.report("also", "invalid", "an answer that comes later comes to one request") }
        let takesArea = entry.usesArea
        if entry.isAboutPlaces, reader.has("documentRequest") {
            reader.report("documentRequest", "invalid", "a register of places holds no documents")
        }
        let documentRequest = reader.optionalObject("documentRequest").flatMap { request($0, families.union(.document)) }
        let (mapping, reply) = ReplyMapping.reading(reader, in: registry, entry)
        let paging = reader.optionalObject("paging").flatMap { Paging.reading($0, reply) }
        if isPaged, let mapping, mapping.groups.count > 1 { reader.report("paging", "invalid", "pages of more than one list cannot be counted") }
        let later = reader.optionalObject("later").flatMap { Later.reading($0, reader, reply, entry) }
        if isPaged, reader.has("later") { reader.report("paging", "invalid", "an answer that comes later comes whole") }
        let limits = OperationLimits.reading(reader)
        reader.finish()
        guard let first, let mapping, !mapping.groups.isEmpty else { return nil }
        return Operation(
            registry: registry, request: first, further: further, documentRequest: documentRequest, mapping: mapping, paging: paging, later: later,
            limits: limits,
            service: service.map { Array($0.utf8) }, isAboutPlaces: registry.holdsPlaces, takesArea: takesArea)
    }
}

extension Operation.Later {
    /// Reads `{ticket, poll, pending?, pendingStatus?, everyMilliseconds?, status?, success?, outcomes?, reply?}`. `reply`, `success` and
    /// `outcomes` are those of the submission; `pending` looks at what a poll brings.
    fileprivate static func reading(
        _ reader: ObjectReader, _ operation: ObjectReader, _ polled: ReplyReader, _ entry: EntryReader
    ) -> Operation.Later? {
        let reply = ReplyReader(entry, reader.has("reply") ? ReplyShape.reading(reader.optionalObject("reply")) : polled.shape)
        let gate = ReplyGate.reading(reader, reply, needsSuccess: false)
        let ticket = reader.object("ticket").flatMap { reply.value($0) }
        let poll = reader.object("poll").flatMap { OperationRequest.reading($0, adding: .ticket, entry) }
        let pending = polled.conditions("pending", of: reader)
        let statuses = reader.array("pendingStatus", required: false, count: 1...8).compactMap { element -> Int? in
            if let status = element.json.integer, (200...599).contains(status) { return status }
            reader.problems.add(element.pointer, "out-of-range", "must be a status from 200 to 599")
            return nil
        }
        if pending.isEmpty, statuses.isEmpty {
            reader.report("pending", "missing", "must say by pending or pendingStatus when an answer is not ready")
        }
        for (index, condition) in pending.enumerated() where condition.needsNothing {
            reader.problems.add(reader.pointer(to: "pending") + "/\(index)", "invalid", "what is absent does not say that an answer will come")
        }
        let every = reader.optionalInteger("everyMilliseconds", in: 10...60_000) ?? 500
        reader.finish()
        guard let ticket, let poll else { return nil }
        return Operation.Later(
            gate: gate, ticket: ticket, poll: poll, pendingStatuses: statuses, pending: pending, interval: .milliseconds(every))
    }
}
