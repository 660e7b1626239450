internal import CCurl

/// A profile whose settings were checked and whose files were read, once: a pool keeps the identity that it was made with, whatever
/// happens to the files (`reliability.md` M5), until another pool takes its place.
struct CheckedProfile: Sendable, Equatable {
    let settings: DepartmentProfile
    let base: BaseURL
    let roots: [UInt8]
    let identity: Identity?

    /// What we show to the department: PEM texts.
    struct Identity: Sendable, Equatable {
        let certificate: [UInt8]
        let key: [UInt8]
    }

    /// Checks everything that can be checked without the department, and reports all mistakes together.
    init(_ settings: DepartmentProfile) throws(InvalidProfile) {
        try self.init(read: settings)
        let problems = Rehearsal.problems(of: self)
        if !problems.isEmpty { throw InvalidProfile(problems) }
    }

    /// The same without a try whether libcurl takes certificate and key.
    init(read settings: DepartmentProfile) throws(InvalidProfile) {
        var problems: [InvalidProfile.Problem] = []
        func read(_ path: String, _ setting: InvalidProfile.Setting) -> [UInt8] {
            switch PEMFile.read(path) {
            case .success(let bytes): return bytes
            case .failure(let unreadable):
                problems.append(.init(setting, unreadable.reason))
                return []
            }
        }
        problems += Self.environmentProblems()
        if settings.department.utf8.isEmpty { problems.append(.init(.department, "is empty")) }
        if let reason = BaseURL.defect(of: settings.baseURL) { problems.append(.init(.baseURL, reason)) }
        if let pin = settings.pinnedPublicKey, !Self.isPin(pin) {
            problems.append(.init(.pinnedPublicKey, "is not \"sha256//\" and 44 base64 characters, several joined by \";\""))
        }
        if let place = settings.connectTo, !Self.isPlace(place) { problems.append(.init(.connectTo, "is not a host and a port as host:port")) }
        problems += Self.rangeProblems(settings)
        roots = read(settings.caFile, .caFile)
        switch (settings.clientCertificateFile, settings.clientKeyFile) {
        case (let certificate?, let key?):
            identity = Identity(certificate: read(certificate, .clientCertificateFile), key: read(key, .clientKeyFile))
        case (nil, nil): identity = nil
        case (_?, nil):
            identity = nil
            problems.append(.init(.clientKeyFile, "is missing beside the certificate"))
        case (nil, _?):
            identity = nil
            problems.append(.init(.clientCertificateFile, "is missing beside the key"))
        }
        self.settings = settings
        guard problems.isEmpty, let base = BaseURL(settings.baseURL) else { throw InvalidProfile(problems) }
        self.base = base
    }

    private static func rangeProblems(_ settings: DepartmentProfile) -> [InvalidProfile.Problem] {
        let ranges: [(InvalidProfile.Setting, Int, ClosedRange<Int>)] = [
            (.maximumConnections, settings.maximumConnections, 1...1_024),
            (.queueLimit, settings.queueLimit, 0...100_000),
            (.connectTimeoutMilliseconds, settings.connectTimeoutMilliseconds, 1...60_000),
            (.headerLimitBytes, settings.headerLimitBytes, 1_024...1_024 * 1_024),
            (.bodyLimitBytes, settings.bodyLimitBytes, 1_024...256 * 1_024 * 1_024),
            (.connectionIdleSeconds, settings.connectionIdleSeconds, 1...3_600),
            (.connectionLifetimeSeconds, settings.connectionLifetimeSeconds, 1...86_400),
        ]
        return ranges.compactMap { setting, value, range in
            range.contains(value) ? nil : .init(setting, "\(value) is not within \(range.lowerBound) ... \(range.upperBound)")
        }
    }

    /// RFC 7469's form of a pin as libcurl takes it: base64 of 32 bytes is 43 characters and one "=".
    private static func isPin(_ text: String) -> Bool {
        let prefix = Array("sha256//".utf8)
        let pins = text.utf8.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
        return pins.allSatisfy { pin in
            guard pin.count == prefix.count + 44, pin.starts(with: prefix), pin.last == UInt8(ascii: "=") else { return false }
            return pin.dropFirst(prefix.count).dropLast().allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "+"), UInt8(ascii: "/"):
                    true
                default: false
                }
            }
        }
    }

    /// A host (an IPv6 address in brackets) and a port, in printable ASCII: libcurl takes a text that it cannot read for no wish at all, and
    /// would connect to the department itself.
    private static func isPlace(_ text: String) -> Bool {
        guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")), text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return false }
        let host = text.utf8[..<colon]
        let isBracketed = host.first == UInt8(ascii: "[") && host.last == UInt8(ascii: "]") && host.count > 2
        guard isBracketed || (!host.isEmpty && !host.contains(UInt8(ascii: ":"))) else { return false }
        guard let port = Int(text[text.utf8.index(after: colon)...]) else { return false }
        return (1...65_535).contains(port)
    }

    /// Starts libcurl (the count that it keeps is never given back: it belongs to the process) and looks whether it is one we can use.
    private static func environmentProblems() -> [InvalidProfile.Problem] {
        guard curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK, let version = unsafe curl_version_info(CURLVERSION_TENTH) else {
            return [.init(.environment, "libcurl does not start")]
        }
        let needed = CURL_VERSION_SSL | CURL_VERSION_ASYNCHDNS | CURL_VERSION_THREADSAFE
        guard unsafe version.pointee.version_num >= 0x075801, unsafe version.pointee.features & needed == needed else {
            return [.init(.environment, "libcurl 7.88.1 or later with TLS, threaded names and thread-safe start is needed")]
        }
        return []
    }
}
