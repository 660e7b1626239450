package import AdapterKit
package import CurlTransport
package import StrictJSON
package import Verification

/// One configured department that is to be checked: everything that the daemon would join it with.
package struct Candidate: Sendable {
    /// Its name in `Config/adapters.json`.
    package let name: String
    package let adapter: any RegistryAdapter.Type
    package let settings: AdapterSettings
    package let profile: DepartmentProfile
    /// How long the daemon would wait for one question.
    package let timeout: Duration
    package let registries: [RegistryID: RegistryCoverage]
    /// The entry as it is written: paths of secrets, never their contents.
    package let entry: JSON

    package init(
        name: String, adapter: any RegistryAdapter.Type, settings: AdapterSettings, profile: DepartmentProfile, timeout: Duration,
        registries: [RegistryID: RegistryCoverage], entry: JSON
    ) {
        self.name = name
        self.adapter = adapter
        self.settings = settings
        self.profile = profile
        self.timeout = timeout
        self.registries = registries
        self.entry = entry
    }

    /// True for an entry of the declarative adapter: whoever wrote it wrote no Swift.
    var isDeclarative: Bool { adapter.manifest.name.isByteIdentical(to: Self.declarative) }

    /// The name of the declarative adapter in `Config/adapters.json`.
    static let declarative = "declarative"

    /// What operations of a declarative entry allow themselves.
    private static let ownLimits = ["perSecond", "concurrency", "openingHours"]

    /// The settings without the limits that operations of a declarative entry set themselves.
    var withoutOwnLimits: JSON {
        guard isDeclarative else { return settings.json }
        return settings.json.mapping("operations") { operations in
            .object(
                (operations.members ?? []).map { operation in
                    guard let members = operation.value.members else { return operation }
                    return JSON.Member(
                        operation.name, .object(members.filter { member in !Self.ownLimits.contains { $0.isByteIdentical(to: member.name) } }))
                })
        }
    }

    /// Those limits that an operation of the entry sets, by name.
    var namedOwnLimits: [String] {
        guard isDeclarative else { return [] }
        let operations = (settings.json["operations"]?.members ?? []).map(\.value)
        return Self.ownLimits.filter { limit in operations.contains { $0[limit] != nil } }
    }
}

extension JSON {
    /// The same object with one member made anew; unchanged where it has none of that name.
    fileprivate func mapping(_ name: String, by change: (JSON) -> JSON) -> JSON {
        guard let members else { return self }
        return .object(members.map { $0.name.isByteIdentical(to: name) ? JSON.Member($0.name, change($0.value)) : $0 })
    }
}

/// What a check takes from the world.
package struct Surroundings: Sendable {
    /// Milliseconds since 1970.
    package let wallClock: @Sendable () -> Int64
    package let randomBytes: @Sendable (_ count: Int) -> [UInt8]
    /// `http://host:port` of the mock registries' admin door; nil for a real registry.
    package var mockAdmin: String?
    /// Spoilt answers that the seeded mutations make for each registry.
    package var mutations = 300

    package init(wallClock: @escaping @Sendable () -> Int64, randomBytes: @escaping @Sendable (_ count: Int) -> [UInt8]) {
        self.wallClock = wallClock
        self.randomBytes = randomBytes
    }
}
