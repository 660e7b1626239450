import Verification

/// Where to look when a requirement is not met: first what the failure itself says, then what the requirement is about.
enum Hint {
    /// What is the adapter's own doing: only whoever writes Swift can mend it.
    private static let ofAdapters: Set = ["R05", "R09", "R10", "R12", "R13", "R14", "R15", "R16", "R17", "R18", "R20", "R37"]

    /// The lines for one result, the most likely cause first.
    static func lines(for requirement: Requirement, reason: String, isDeclarative: Bool) -> [String] {
        let own = isDeclarative ? entryHint(of: requirement) : requirement.hint
        guard let kind = genuineFailure(in: reason), let first = line(for: kind, reason) else { return [own] }
        // Only where the registry answered may it be the way in which the answer is read.
        return [.unreadable, .registryError].contains(kind) && !ofAdapters.contains(requirement.id) ? [first, own] : [first]
    }

    /// For whoever wrote an entry and no Swift.
    private static func entryHint(of requirement: Requirement) -> String {
        if requirement.id == "R01" { return "Correct the entry at the pointer that is named; `Config/adapters.schema.json` has every key." }
        if ofAdapters.contains(requirement.id) {
            return
                "As a rule no entry causes this (but see `timeoutMilliseconds` of the operation): report it as a mistake of gatewayd, with this report."
        }
        return requirement.hint
    }

    /// The kind of the first failure of a question that nobody had spoilt: those are written with their delivery.
    private static func genuineFailure(in reason: String) -> FailureKind? {
        var first: (kind: FailureKind, place: String.Index)?
        for kind in FailureKind.allCases {
            for delivery in Delivery.allCases {
                guard let found = reason.firstRange(of: "\(kind.rawValue) (\(delivery.rawValue))") else { continue }
                if first.map({ found.lowerBound < $0.place }) ?? true { first = (kind, found.lowerBound) }
            }
        }
        return first?.kind
    }

    private static func line(for kind: FailureKind, _ reason: String) -> String? {
        switch kind {
        case .credentialsRefused:
            "Check the contents of the secret's file, the text that is signed (`over`), `encode`, the token's request, and this machine's clock."
        case .notTrusted:
            "Check `certificateAuthority`, `pinnedPublicKey` and the host name in `address` against the registry's certificate, and our own certificate."
        case .connectionFailed, .connectionLost:
            "Check `address` (host and port), whether the name resolves here, the way there, and our own certificate."
        case .timedOut: "Check `address`, and whether the registry needs longer than `limits.timeoutMilliseconds` and the operation's own."
        case .closed: "Check `openingHours` of the operation and the registry's own hours; ask when it is open."
        case .overloaded: "Check `perSecond` and `concurrency` of the operation, `limits`, and how much the registry allows us."
        case .unreadable:
            "Look at \(place(in: reason) ?? "the answer") in `gatewayd adapters try`: is it what the entry says (path, charset, type, pattern of a date)?"
        case .registryError:
            "Look at \(place(in: reason) ?? "the answer") in `gatewayd adapters try` and in the registry's manual: what does it mean by that?"
        case .cancelled: nil
        }
    }

    /// The place of the answer that a failure names.
    private static func place(in reason: String) -> String? {
        reason.split(separator: " ").first { $0.utf8.first == UInt8(ascii: "/") && $0.utf8.count > 1 }.map {
            String($0.prefix { $0 != ";" && $0 != "," })
        }
    }
}

extension String {
    /// Where a text begins in this one, byte by byte.
    fileprivate func firstRange(of other: String) -> Range<String.Index>? {
        let needle = Array(other.utf8)
        var start = utf8.startIndex
        while let end = utf8.index(start, offsetBy: needle.count, limitedBy: utf8.endIndex) {
            if utf8[start..<end].elementsEqual(needle) { return start..<end }
            start = utf8.index(after: start)
        }
        return nil
    }
}
