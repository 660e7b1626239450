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
