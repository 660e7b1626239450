package import StrictJSON

/// The daemon has begun to serve.
package struct StartRecord: EntryRecord {
    package static let kind = EntryKind.start
    /// Name and version of the software.
    package let software: String
    /// SHA-256 over the configuration that is in force.
    package let configuration: Commitment
    /// How many verifications were found open and closed as interrupted.
    package let interrupted: Int

    package init(software: String, configuration: Commitment, interrupted: Int) {
        self.software = software
        self.configuration = configuration
        self.interrupted = interrupted
    }

    package func write(to writer: inout JSONWriter) {
        writer.text("software", software)
        writer.text("configuration", configuration.base64)
        writer.number("interrupted", interrupted)
    }

    package init?(from reader: ObjectReader) {
        let software = reader.text("software")
        let configuration = reader.commitment("configuration")
        let interrupted = reader.integer("interrupted", in: 0...Int.max)
        guard let software, let configuration, let interrupted else { return nil }
        self.init(software: software, configuration: configuration, interrupted: interrupted)
    }
}

/// The daemon stops in good order.
package struct StopRecord: EntryRecord {
    package static let kind = EntryKind.stop

    /// Why it stops; the raw value is contract.
    package enum Reason: String, Sendable, CaseIterable {
        /// Somebody asked it to.
        case asked
        /// It cannot go on.
        case failure
    }

    /// Why it stops.
    package let reason: Reason

    package init(reason: Reason) { self.reason = reason }

    package func write(to writer: inout JSONWriter) { writer.text("reason", reason.rawValue) }

    package init?(from reader: ObjectReader) {
        guard let reason = reader.word("reason", of: Reason.self) else { return nil }
        self.init(reason: reason)
    }
}

/// Another configuration is in force.
package struct ConfigurationRecord: EntryRecord {
    package static let kind = EntryKind.configuration
    /// SHA-256 over the configuration before.
    package let before: Commitment
    /// SHA-256 over the configuration from now on.
    package let after: Commitment
    /// What differs, as `gatewayd config diff` tells it: names, never values.
    package let changes: [String]

    package init(before: Commitment, after: Commitment, changes: [String]) {
        self.before = before
        self.after = after
        self.changes = changes
    }

    package func write(to writer: inout JSONWriter) {
        writer.text("before", before.base64)
        writer.text("after", after.base64)
        writer.texts("changes", changes)
    }

    package init?(from reader: ObjectReader) {
        let before = reader.commitment("before")
        let after = reader.commitment("after")
        let changes = reader.strings("changes")
        guard let before, let after else { return nil }
        self.init(before: before, after: after, changes: changes)
    }
}

/// Another process has taken over the log.
package struct TakeoverRecord: EntryRecord {
    package static let kind = EntryKind.takeover
    /// The number of the lease that ended.
    package let previousEpoch: Int
    /// The number of the lease that holds now, greater than any before.
    package let epoch: Int
    /// Whose the lease that ended was, by the name that it gave itself.
    package let previousHolder: String
    /// Whose it is now.
    package let holder: String

    package init(previousEpoch: Int, epoch: Int, previousHolder: String, holder: String) {
        self.previousEpoch = previousEpoch
        self.epoch = epoch
        self.previousHolder = previousHolder
        self.holder = holder
    }

    package func write(to writer: inout JSONWriter) {
        writer.number("previousEpoch", previousEpoch)
        writer.number("epoch", epoch)
        writer.text("previousHolder", previousHolder)
        writer.text("holder", holder)
    }

    package init?(from reader: ObjectReader) {
        let previousEpoch = reader.integer("previousEpoch", in: 0...Int.max)
        let epoch = reader.integer("epoch", in: 0...Int.max)
        let previousHolder = reader.text("previousHolder")
        let holder = reader.text("holder")
        guard let previousEpoch, let epoch, let previousHolder, let holder else { return nil }
        self.init(previousEpoch: previousEpoch, epoch: epoch, previousHolder: previousHolder, holder: holder)
    }
}
