import CurlTransport

extension DepartmentEntry {
    /// What a pool to this department is made of.
    var profile: DepartmentProfile {
        var profile = DepartmentProfile(
            department: name, baseURL: connection.address, caFile: connection.certificateAuthority,
            clientCertificateFile: connection.clientCertificate, clientKeyFile: connection.clientKey, pinnedPublicKey: connection.pinnedPublicKey)
        profile.maximumConnections = limits.connections
        profile.queueLimit = limits.queue
        profile.connectTimeoutMilliseconds = limits.connectTimeoutMilliseconds
        profile.bodyLimitBytes = limits.responseBytes
        profile.connectionLifetimeSeconds = limits.connectionAgeSeconds
        return profile
    }
}
