package import StrictJSON

/// The part of one department's entry in `Config/adapters.json` that belongs to its adapter (`"settings"`), with secrets read already.
package struct AdapterSettings: Sendable {
    /// The JSON object as written; the adapter reads it with an ``ObjectReader`` so that unknown keys are errors.
    package let json: JSON
    /// The pointer of that object in the file.
    package let pointer: String
    /// Secrets by their name in `"secrets"`, already read from their files, without a trailing newline. Never print them.
    package let secrets: [String: Secret]

    package init(json: JSON, pointer: String, secrets: [String: Secret]) {
        self.json = json
        self.pointer = pointer
        self.secrets = secrets
    }
}

/// Bytes that must not appear in a log, message or dump.
package struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package let bytes: [UInt8]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package var description: String { "<secret>" }
    package var debugDescription: String { "<secret>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Every mistake in an adapter's settings.
package struct InvalidSettings: Error, Sendable {
    package let problems: [JSONProblem]

    package init(_ problems: [JSONProblem]) { self.problems = problems }
}
