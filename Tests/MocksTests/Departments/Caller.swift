import Charsets
import Mocks
import ShangMi
import StrictJSON
import Testing
import Verification

/// Somebody who calls a department exactly as it wants to be called, and knows what it says then.
struct Caller: Sendable, CustomTestStringConvertible {
    typealias Send = (MockRequest) -> MockResponse

    let type: any MockDepartment.Type
    let dataset: RegistryID
    var secrets: [String: String] = [:]
    /// A record about person A.
    let record: String
    /// What the department thinks of a caller with other secrets; nil where it knows none.
    let stranger: String?
    /// What it thinks of a good call when its own clock runs an hour ahead; nil where it looks at no clock.
    var hourAhead: String?
    /// True where the department compares names itself.
    var comparesNames = false
    /// Asks about somebody at a time (milliseconds since 1970) and gives the last reply: the one that matters.
    let ask: @Sendable (_ caller: Caller, _ party: Party, _ now: Int64, _ send: Send) throws -> MockResponse

    var testDescription: String { "\(type.authority)/\(dataset)" }

    static let now: Int64 = 1_772_330_400_000
    static let all: [Caller] = [
        .employment, .contributions, .tax, .payroll, .realEstate, .housing, .bankHoldings, .securities, .marketEntities, .disability,
        .rehabilitation, .personalFiles, .localGovernment, .credit,
    ]

    func secret(_ name: String) -> [UInt8] { Array((secrets[name] ?? "").utf8) }

    /// The department with its credentials, or with others.
    func department(knowing others: [String: String]? = nil) -> any MockDepartment {
        type.init(credentials: MockCredentials(secrets: others ?? secrets))
    }

    func world(_ records: String? = nil) throws -> PopulationWorld {
        try Worlds.world(persons: Worlds.couple, [dataset.rawValue: records ?? record])
    }

    /// One whole exchange; the fault strikes where the server would let it: on requests for the dataset.
    func reply(
        about party: Party = Worlds.partyA, from department: (any MockDepartment)? = nil, world: (any World)? = nil, fault: DialectFault? = nil,
        at now: Int64 = now
    ) throws -> MockResponse {
        let department = department ?? self.department()
        let world = try world ?? self.world()
        return try ask(self, party, now) { request in
            if let fault, department.dataset(of: request) != nil { return department.respond(to: request, with: fault, world: world) }
            return department.respond(to: request, world: world)
        }
    }

    /// The JSON of a good reply.
    func json(
        about party: Party = Worlds.partyA, from department: (any MockDepartment)? = nil, world: (any World)? = nil, at now: Int64 = now
    ) throws -> JSON {
        let response = try reply(about: party, from: department, world: world, at: now)
        #expect(response.validation == "ok")
        return try JSON(parsing: response.body, limits: .registryAnswer)
    }

    static func request(
        _ path: String, _ headers: [(name: String, value: String)] = [], method: String = "POST", body: [UInt8], at now: Int64
    ) -> MockRequest {
        MockRequest(method: method, path: path, query: [], headers: headers, body: body, receivedAt: now)
    }

    static func post(_ path: String, _ headers: [(name: String, value: String)] = [], _ body: JSON, at now: Int64) -> MockRequest {
        request(path, [("content-type", "application/json")] + headers, body: body.encoded(), at: now)
    }

    static func form(_ fields: [(String, String)]) -> [UInt8] {
        let encoded = fields.map { name, value in
            name + "=" + value.utf8.map { "%" + Hexadecimal.text(of: [$0], upperCase: true) }.joined()
        }
        return Array(encoded.joined(separator: "&").utf8)
    }
}

extension JSON {
    /// Through objects by name and arrays by place, all written in one path: "data/rows/0/je".
    func at(_ path: String) -> JSON? {
        path.split(separator: "/").reduce(Optional(self)) { value, step in
            guard let elements = value?.elements else { return value?[String(step)] }
            return Int(step).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
        }
    }
}

extension MockResponse {
    /// The text of the reply, and of what lies in base64 within it.
    var readable: String {
        let text = String(decoding: body, as: UTF8.self)
        guard let start = text.ranges(of: "<return>").first, let end = text.ranges(of: "</return>").first,
            let inner = Base64.bytes(of: String(text[start.upperBound..<end.lowerBound]))
        else { return text }
        return (try? GB18030.text(from: inner)) ?? ""
    }

    /// True when the bytes are what they say they are.
    var isReadable: Bool { String(validating: body, as: UTF8.self) != nil && !readable.isEmpty }
}
