import FoundationEssentials
import Glibc
import StrictJSON

/// The folder that `scripts/make-pki` has filled and in which running mocks say where they listen.
package struct StateFolder: Sendable {
    package let path: String

    package init(_ path: String) { self.path = path }

    /// Certificates and keys under `pki/`.
    package func pki(for authorities: [String]) throws(MockStartError) -> MockPKI {
        guard FileManager.default.fileExists(atPath: path) else {
            throw MockStartError("\(path): is not there; scripts/make-pki makes it")
        }
        return try MockPKI(state: path, authorities: authorities)
    }

    /// Secrets under `secrets/`.
    package func secrets(for authorities: [String]) throws(MockStartError) -> [String: MockCredentials] {
        try MockCredentials.all(state: path, authorities: authorities)
    }

    private var addressFile: String { path + "/addresses.json" }

    /// Takes away what an earlier process said, so that nobody reads it as ours.
    package func removeAddresses() { unlink(addressFile) }

    /// Writes `addresses.json` whole or not at all: where the admin door and each department listen, and the process that does.
    package func writeAddresses(of mocks: MockRegistries) throws(MockStartError) {
        let departments = mocks.departments.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) }
        let document: JSON = ["admin": .string(mocks.admin), "pid": .integer(Int(getpid())), "departments": .object(departments)]
        let draft = "\(addressFile).\(getpid())"
        let isWritten = FileManager.default.createFile(atPath: draft, contents: Data(document.encoded() + [UInt8(ascii: "\n")]))
        guard isWritten, rename(draft, addressFile) == 0 else { throw MockStartError("\(addressFile): cannot be written") }
    }
}

extension Population {
    /// Reads a population file; where it has no `today`, today's legal date counts.
    package static func file(_ path: String) throws -> Population {
        guard let bytes = FileManager.default.contents(atPath: path) else { throw MockStartError("\(path): cannot be read") }
        return try Population(parsing: Array(bytes), defaultToday: Timestamp.legalDate(Int64(Date().timeIntervalSince1970 * 1_000)))
    }
}
