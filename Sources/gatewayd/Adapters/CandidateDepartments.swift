import AdapterKit
import Adapters
import Conformance
import CurlTransport
import StrictJSON
import Verification

/// The departments of a configuration as a check wants them: only those that are asked for have to be good.
enum CandidateDepartments {
    /// Reads `gatewayd.json` and what it names, as far as the named department (nil: every department) needs it. All mistakes go to the list.
    static func read(_ settings: Settings, name: String?, into mistakes: MistakeList) -> [Candidate] {
        guard let catalogueFile = ConfigurationFile.read(settings.cataloguePath, into: mistakes),
            let adaptersFile = ConfigurationFile.read(settings.adaptersPath, into: mistakes),
            let catalogue = catalogue(catalogueFile, mistakes)
        else { return [] }
        let wanted = departments(in: adaptersFile, name: name, mistakes)
        let entries = DepartmentEntry.readAll(
            ConfigurationFile(path: adaptersFile.path, json: ["departments": .object(wanted)]), adapters: AdapterList.all, catalogue: catalogue,
            credentialsFolder: settings.credentialsFolder, testBed: settings.testBed, into: mistakes)
        return entries.map { entry in
            reportSettings(of: entry, mistakes)
            return Candidate(
                name: entry.name, adapter: entry.adapter, settings: entry.settings, profile: entry.profile, timeout: entry.limits.timeout,
                registries: entry.registries, entry: wanted.first { $0.name.isByteIdentical(to: entry.name) }?.value ?? .null)
        }
    }

    /// Every dataset of the catalogue and of the adapters file, whatever else is wrong in them; nil when neither can be read.
    static func knownRegistries(_ settings: Settings) -> Set<RegistryID>? {
        let elsewhere = MistakeList()
        var names = ConfigurationFile.read(settings.cataloguePath, into: elsewhere)?.json["registries"]?.members?.map(\.name) ?? []
        for department in ConfigurationFile.read(settings.adaptersPath, into: elsewhere)?.json["departments"]?.members ?? [] {
            names += department.value["registries"]?.members?.map(\.name) ?? []
        }
        let known = Set(names.compactMap { RegistryID(rawValue: $0) })
        return known.isEmpty ? nil : known
    }

    /// The daemon's settings, without the mistakes in what a check does not use: who may ask, and where to listen.
    static func settings(_ path: String, into mistakes: MistakeList) -> Settings? {
        let all = MistakeList()
        let settings = Settings.read(path: path, environment: ConfigurationOptions.environment(), into: all)
        let used = ["/catalogue", "/adapters", "/credentials", "/testBed"]
        for mistake in all.all {
            let isElsewhere =
                mistake.file.isByteIdentical(to: path) && !mistake.pointer.utf8.isEmpty && !used.contains { mistake.pointer.hasPrefix($0) }
            if !isElsewhere { mistakes.add(file: mistake.file, pointer: mistake.pointer, mistake.reason) }
        }
        return settings
    }

    private static func departments(in file: ConfigurationFile, name: String?, _ mistakes: MistakeList) -> [JSON.Member] {
        guard let members = file.json["departments"]?.members else {
            mistakes.add(file: file.path, pointer: "/departments", "must be an object with a member for each department")
            return []
        }
        guard let name else { return members }
        let named = members.filter { $0.name.isByteIdentical(to: name) }
        if named.isEmpty {
            mistakes.add(file: file.path, pointer: "/departments", "has no department \(name); it has \(members.map(\.name).joined(separator: ", "))")
        }
        return named
    }

    private static func catalogue(_ file: ConfigurationFile, _ mistakes: MistakeList) -> Catalogue? {
        do throws(InvalidCatalogue) {
            return try Catalogue(json: file.json)
        } catch {
            mistakes.add(file: file.path, error.problems)
            return nil
        }
    }

    /// What the adapter itself has to say about its settings, before anything is asked.
    private static func reportSettings(of entry: DepartmentEntry, _ mistakes: MistakeList) {
        do throws(InvalidSettings) {
            _ = try entry.adapter.init(
                settings: entry.settings,
                environment: AdapterEnvironment(outbound: Nowhere(), wallClock: { 0 }, randomBytes: { [UInt8](repeating: 0, count: $0) }))
        } catch {
            mistakes.add(file: entry.file, error.problems)
        }
    }
}

/// A port for an adapter that is made to be looked at only.
private struct Nowhere: Outbound {
    func send(_ request: OutboundRequest, deadline: ContinuousClock.Instant) async throws(OutboundFailure) -> OutboundResponse {
        throw OutboundFailure(.closed, delivery: .didNotHappen, detail: "nothing is sent")
    }
}
