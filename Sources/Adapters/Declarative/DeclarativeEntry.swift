import AdapterKit
import StrictJSON
import Verification

/// The settings of an entry with `"adapter": "declarative"`, compiled: everything that can be wrong in them has been found.
struct DeclarativeEntry: Sendable {
    /// The authority that keeps the registries.
    let authority: String
    let authentication: Authentication
    let operations: [RegistryID: Operation]

    /// Compiles settings; throws with every mistake at once.
    init(reading settings: AdapterSettings) throws(InvalidSettings) {
        let problems = ProblemList()
        let reader = ObjectReader(settings.json, at: settings.pointer, into: problems)
        let authority = reader.string("authority", length: 1...64)
        if let authority, !Vocabulary.isName(authority) { reader.report("authority", "invalid", "is letters, digits, - and _") }
        let entry = EntryReader(problems: problems, vocabulary: Vocabulary(reading: reader, secrets: settings.secrets))
        authentication = Authentication.reading(reader.optionalObject("authentication"), entry)
        var operations: [RegistryID: Operation] = [:]
        if let object = reader.object("operations") {
            let members = object.allMembers()
            if members.isEmpty { object.problems.add(object.pointer, "wrong-count", "must have an operation") }
            for member in members {
                guard let registry = RegistryID(rawValue: member.name), RecordKind.registries.contains(registry) else {
                    object.report(member.name, "unknown-key", "is no dataset")
                    continue
                }
                let operation = ObjectReader(member.value, at: object.pointer(to: member.name), into: problems)
                operations[registry] = Operation.reading(operation, for: registry, entry)
                Self.checkHeaders(operations[registry], operation, authentication)
            }
        }
        reader.finish()
        self.operations = operations
        guard problems.isEmpty, let authority else { throw InvalidSettings(Self.once(problems.all)) }
        self.authority = authority
    }

    /// A signature that reads a header needs every request to have it.
    private static func checkHeaders(_ operation: Operation?, _ reader: ObjectReader, _ authentication: Authentication) {
        guard let operation, let wanted = authentication.applied.signing?.over.headers else { return }
        let own = authentication.applied.headers.filter { !$0.template.families.contains(.signature) }.map { $0.name.lowercased() }
        for header in wanted where !own.contains(header) {
            let has = operation.request.headers.contains { $0.name.lowercased() == header }
            if !has, !(header == "content-type" && operation.request.body != nil) {
                reader.report("request", "unknown-header", "the text to sign reads a header that this request does not have")
            }
        }
    }

    /// The mistakes, each once, in the order in which they were found.
    private static func once(_ problems: [JSONProblem]) -> [JSONProblem] {
        var seen: Set<JSONProblem> = []
        return problems.filter { seen.insert($0).inserted }
    }
}
