import AdapterKit
import ArgumentParser
import CurlTransport
import FoundationEssentials
import Logging
import StrictJSON

/// The state folder of running mock registries: where they listen, and what they and we show each other.
struct State {
    let folder: String
    private let addresses: JSON

    init(_ folder: String) throws {
        self.folder = folder
        addresses = try Self.json(folder + "/addresses.json")
    }

    /// A pool of connections to an authority's registry, as the daemon has one.
    func pool(to authority: String) throws -> CurlPool {
        guard let address = addresses["departments"]?[authority]?.text else { throw ValidationError("no mock registry of \(authority)") }
        let client = "\(folder)/pki/departments/\(authority)/client"
        let profile = DepartmentProfile(
            department: authority, baseURL: address, caFile: folder + "/pki/ca.pem", clientCertificateFile: client + ".pem",
            clientKeyFile: client + ".key")
        return try CurlPool(profile: profile, logger: Logger(label: "gateway-exchange", factory: { _ in SwiftLogNoOpLogHandler() }))
    }

    /// The secrets of that name that an authority shares with us.
    func secrets(_ names: [String], of authority: String) throws -> [String: Secret] {
        var secrets: [String: Secret] = [:]
        for name in names {
            var bytes = try Self.bytes("\(folder)/secrets/\(authority)/\(name)")
            if bytes.last == 0x0A { bytes.removeLast() }
            secrets[name] = Secret(bytes)
        }
        return secrets
    }

    /// A JSON document.
    static func json(_ path: String) throws -> JSON {
        do {
            return try JSON(parsing: try bytes(path), limits: .file)
        } catch let error as JSONSyntaxError {
            throw ValidationError("\(path): \(error)")
        }
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        do {
            return Array(try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw ValidationError("cannot read \(path)")
        }
    }
}
