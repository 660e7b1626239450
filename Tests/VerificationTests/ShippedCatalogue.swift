import Foundation
import StrictJSON
import Testing
import Verification

/// The catalogue as it ships, and the same as a tree for tests that break it.
enum ShippedCatalogue {
    private static let parsed = Result { try read() }
    private static let made = Result { try Catalogue(json: parsed.get()) }

    static func json() throws -> JSON { try parsed.get() }

    static func catalogue() throws -> Catalogue { try made.get() }

    private static func read() throws -> JSON {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Config/catalogue.json")
        return try JSON(parsing: [UInt8](Data(contentsOf: file)), limits: .file)
    }
}

extension JSON {
    /// The same with `change` made at a JSON pointer (no escapes); nil takes the value away.
    func changing(_ pointer: String, _ change: (JSON) -> JSON?) -> JSON {
        changing(pointer.split(separator: "/").map(String.init)[...], change) ?? .null
    }

    private func changing(_ path: ArraySlice<String>, _ change: (JSON) -> JSON?) -> JSON? {
        guard let first = path.first else { return change(self) }
        switch self {
        case .object(let members):
            return .object(
                members.compactMap { member in
                    member.name == first ? member.value.changing(path.dropFirst(), change).map { Member(member.name, $0) } : member
                })
        case .array(let elements):
            return .array(
                elements.enumerated().compactMap { "\($0.offset)" == first ? $0.element.changing(path.dropFirst(), change) : $0.element })
        default: return self
        }
    }

    /// The same object with one member more.
    func adding(_ name: String, _ value: JSON) -> JSON { .object((members ?? []) + [Member(name, value)]) }
}
