import AdapterKit
import FoundationEssentials
import StrictJSON
import Verification

/// One department of `Config/adapters.json`, read and checked except for the adapter's own settings.
struct DepartmentEntry {
    let name: String
    let adapter: any RegistryAdapter.Type
    let connection: Connection
    let limits: Limits
    let settings: AdapterSettings
    let registries: [RegistryID: RegistryCoverage]
    let file: String
    let pointer: String

    struct Connection: Equatable {
        let address: String
        let certificateAuthority: String
        let clientCertificate: String
        let clientKey: String
        let pinnedPublicKey: String?
    }

    struct Limits: Equatable {
        let timeout: Duration
        let connectTimeoutMilliseconds: Int
        let connections: Int
        let queue: Int
        let responseBytes: Int
        let connectionAgeSeconds: Int
    }
}

extension DepartmentEntry {
    /// Reads `Config/adapters.json`. Mistakes in one department do not hide those of the next.
    ///
    /// - Parameter credentialsFolder: Where relative paths of certificates, keys and secrets begin; nil when nobody looks at these files, for
    ///   whom the entries are good for looking on only.
    static func readAll(
        _ file: ConfigurationFile, adapters: [any RegistryAdapter.Type], catalogue: Catalogue, credentialsFolder: String?, testBed: Settings.TestBed?,
        into mistakes: MistakeList
    ) -> [DepartmentEntry] {
        let problems = ProblemList()
        let root = ObjectReader(file.json, into: problems)
        var entries: [DepartmentEntry] = []
        if let departments = root.object("departments") {
            for member in departments.allMembers() {
                let reader = ObjectReader(member.value, at: departments.pointer(to: member.name), into: problems)
                let context = Context(
                    file: file, adapters: adapters, catalogue: catalogue, credentialsFolder: credentialsFolder,
                    testAddresses: testBed?.addresses ?? [:])
                if let entry = read(member.name, reader, context) { entries.append(entry) }
            }
            reportRegistriesJoinedTwice(entries, problems)
        }
        root.finish()
        mistakes.add(file: file.path, problems.all)
        return entries
    }

    private struct Context {
        let file: ConfigurationFile
        let adapters: [any RegistryAdapter.Type]
        let catalogue: Catalogue
        let credentialsFolder: String?
        /// By the name of a department, or by the authority that several departments belong to.
        let testAddresses: [String: String]
    }

    private static func read(_ name: String, _ reader: ObjectReader, _ context: Context) -> DepartmentEntry? {
        let adapter = Self.adapter(reader, context)
        let limits = Limits.read(reader.optionalObject("limits"))
        let secrets = Self.secrets(reader.optionalObject("secrets"), context.credentialsFolder)
        let settings = AdapterSettings(json: reader.optional("settings") ?? .object([]), pointer: reader.pointer(to: "settings"), secrets: secrets)
        let manifest = adapter?.manifest(for: settings)
        let connection = Connection.read(
            reader, testAddress: context.testAddresses[name] ?? manifest.flatMap { context.testAddresses[$0.authority] },
            credentialsFolder: context.credentialsFolder)
        let registries = reader.object("registries").map { Self.registries($0, manifest, context.catalogue) }
        reader.finish()
        guard let adapter, let connection, let registries else {
            adapter.map { rehearse($0, settings, into: reader.problems) }
            return nil
        }
        return DepartmentEntry(
            name: name, adapter: adapter, connection: connection, limits: limits, settings: settings, registries: registries, file: context.file.path,
            pointer: reader.pointer)
    }

    private static func adapter(_ reader: ObjectReader, _ context: Context) -> (any RegistryAdapter.Type)? {
        guard let name = reader.string("adapter", length: 1...64) else { return nil }
        if let adapter = context.adapters.first(where: { $0.manifest.name == name }) { return adapter }
        reader.report("adapter", "unknown-value", "must be one of: \(context.adapters.map { $0.manifest.name }.joined(separator: ", "))")
        return nil
    }

    private static func registries(
        _ reader: ObjectReader, _ manifest: AdapterManifest?, _ catalogue: Catalogue
    ) -> [RegistryID: RegistryCoverage] {
        var registries: [RegistryID: RegistryCoverage] = [:]
        for member in reader.allMembers() {
            guard let id = RegistryID(rawValue: member.name) else {
                reader.report(member.name, "unknown-value", "is not a registry of the catalogue")
                continue
            }
            if let manifest, !manifest.datasets.contains(id) {
                reader.report(member.name, "unknown-value", "is not a dataset that the adapter \(manifest.name) serves")
            }
            if catalogue.registries[id] == nil { reader.report(member.name, "unknown-value", "is not a registry of the catalogue") }
            let entry = ObjectReader(member.value, at: reader.pointer(to: member.name), into: reader.problems)
            registries[id] = RegistryCoverage.reading(entry, authority: manifest?.authority ?? "", claims: catalogue.claims(restingOn: id))
        }
        if registries.isEmpty { reader.problems.add(reader.pointer, "wrong-count", "must name at least one registry") }
        return registries
    }

    private static func secrets(_ reader: ObjectReader?, _ folder: String?) -> [String: Secret] {
        guard let reader else { return [:] }
        var secrets: [String: Secret] = [:]
        for member in reader.allMembers() {
            guard let written = member.value.text else {
                reader.report(member.name, "wrong-type", "must be the path of a file, is \(member.value.kind)")
                continue
            }
            guard let folder else {
                secrets[member.name] = Secret([0])
                continue
            }
            switch SecretFile.read(FilePaths.resolve(written, in: folder)) {
            case .success(let secret): secrets[member.name] = secret
            case .failure(let refusal):
                reader.report(member.name, "unusable-secret", refusal.rawValue)
                // So that the adapter does not miss it as well; nothing is served with a mistake on the list.
                secrets[member.name] = Secret([0])
            }
        }
        return secrets
    }

    private static func reportRegistriesJoinedTwice(_ entries: [DepartmentEntry], _ problems: ProblemList) {
        var owners: [RegistryID: String] = [:]
        for entry in entries {
            for registry in entry.registries.keys.sorted() {
                if let owner = owners[registry] {
                    problems.add(entry.pointer + "/registries/\(registry)", "duplicate", "is joined by \(owner) already")
                }
                owners[registry] = entry.name
            }
        }
    }
}

extension DepartmentEntry.Connection {
    fileprivate static func read(_ reader: ObjectReader, testAddress: String?, credentialsFolder: String?) -> DepartmentEntry.Connection? {
        let address = reader.string("address", length: 9...2048)
        if let address, !address.utf8.starts(with: "https://".utf8) { reader.report("address", "not-https", "must begin with https://") }
        func path(_ key: String) -> String? {
            guard let written = reader.string(key) else { return nil }
            guard let credentialsFolder else { return written }
            let path = FilePaths.resolve(written, in: credentialsFolder)
            if FileManager.default.isReadableFile(atPath: path) { return path }
            reader.report(key, "unreadable", "names a file that cannot be read")
            return nil
        }
        let authority = path("certificateAuthority")
        let certificate = path("clientCertificate")
        let key = path("clientKey")
        let pin = reader.optionalString("pinnedPublicKey", length: 1...128)
        guard let address, let authority, let certificate, let key else { return nil }
        return DepartmentEntry.Connection(
            address: testAddress ?? address, certificateAuthority: authority, clientCertificate: certificate, clientKey: key, pinnedPublicKey: pin)
    }
}

extension DepartmentEntry.Limits {
    fileprivate static func read(_ reader: ObjectReader?) -> DepartmentEntry.Limits {
        let timeout = reader?.optionalInteger("timeoutMilliseconds", in: 10...60_000) ?? 3_000
        let connect = reader?.optionalInteger("connectTimeoutMilliseconds", in: 10...60_000) ?? 1_000
        let connections = reader?.optionalInteger("connections", in: 1...1_024) ?? 64
        let queue = reader?.optionalInteger("queue", in: 1...100_000) ?? 2_048
        let bytes = reader?.optionalInteger("responseBytes", in: 1_024...(64 << 20)) ?? (1 << 20)
        let age = reader?.optionalInteger("connectionAgeSeconds", in: 1...86_400) ?? 300
        reader?.finish()
        return DepartmentEntry.Limits(
            timeout: .milliseconds(timeout), connectTimeoutMilliseconds: connect, connections: connections, queue: queue, responseBytes: bytes,
            connectionAgeSeconds: age)
    }
}
