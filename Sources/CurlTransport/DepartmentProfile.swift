/// How to reach one department: where, as whom, trusting whom, within which limits.
package struct DepartmentProfile: Sendable, Hashable {
    /// The department's name in `Config/adapters.json`: the label of its metrics and log lines.
    package var department: String
    /// `https://host[:port][/path]`, without user, query or fragment.
    package var baseURL: String
    /// PEM file with the only roots that are trusted; the system's own are not.
    package var caFile: String
    /// PEM file with our client certificate and its chain; nil together with the key when the department asks for none.
    package var clientCertificateFile: String?
    /// PEM file with the private key of the client certificate, not encrypted.
    package var clientKeyFile: String?
    /// `sha256//` and the base64 of the SHA-256 of the server's public key; several joined by ";". Checked in addition to the chain.
    package var pinnedPublicKey: String?
    /// `host:port` to connect to instead of the base address's own, for a relay in between: name, certificate and `Host` stay those of the base
    /// address. An IPv6 address stands in brackets. Nil outside of checks.
    package var connectTo: String?
    /// Connections to the department at most, and so transfers at the same time: 1 ... 1024.
    package var maximumConnections = 64
    /// Transfers that may wait for a free connection: 0 ... 100 000; one more is refused.
    package var queueLimit = 1_024
    /// For name, TCP and TLS together: 1 ... 60 000.
    package var connectTimeoutMilliseconds = 3_000
    /// All header lines of one answer, interim answers included: 1 KiB ... 1 MiB.
    package var headerLimitBytes = 32 * 1_024
    /// The body of one answer: 1 KiB ... 256 MiB.
    package var bodyLimitBytes = 1_024 * 1_024
    /// A kept connection that was idle for longer is not used again: 1 ... 3 600. Keep it below what the department allows.
    package var connectionIdleSeconds = 30
    /// A connection that is older is not used again, so that new addresses and certificates are noticed: 1 ... 86 400.
    package var connectionLifetimeSeconds = 300

    /// Makes a profile with the usual limits.
    package init(
        department: String, baseURL: String, caFile: String, clientCertificateFile: String? = nil, clientKeyFile: String? = nil,
        pinnedPublicKey: String? = nil
    ) {
        self.department = department
        self.baseURL = baseURL
        self.caFile = caFile
        self.clientCertificateFile = clientCertificateFile
        self.clientKeyFile = clientKeyFile
        self.pinnedPublicKey = pinnedPublicKey
    }
}

/// Every mistake in a ``DepartmentProfile``.
package struct InvalidProfile: Error, Sendable, Hashable, CustomStringConvertible {
    /// The settings of a profile that can be wrong, by their names there; `environment` is this machine.
    package enum Setting: String, Sendable, CaseIterable {
        case department, baseURL, caFile, clientCertificateFile, clientKeyFile, pinnedPublicKey, connectTo, maximumConnections, queueLimit
        case connectTimeoutMilliseconds, headerLimitBytes, bodyLimitBytes, connectionIdleSeconds, connectionLifetimeSeconds, environment
    }

    /// One mistake: which setting, and why, in words for the operator; never the content of a key.
    package struct Problem: Sendable, Hashable {
        package let setting: Setting
        package let reason: String

        package init(_ setting: Setting, _ reason: String) {
            self.setting = setting
            self.reason = reason
        }
    }

    /// At least one.
    package let problems: [Problem]

    package init(_ problems: [Problem]) { self.problems = problems }

    package var description: String { problems.map { "\($0.setting.rawValue): \($0.reason)" }.joined(separator: "; ") }
}
