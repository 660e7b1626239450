/// What a document may cost before it is refused.
package struct JSONLimits: Sendable {
    /// Bytes of the whole document.
    package var bytes: Int
    /// Arrays and objects inside one another.
    package var depth: Int
    /// Values in the whole document, so that a small body cannot become a large tree.
    package var values: Int

    package init(bytes: Int, depth: Int = 32, values: Int = 100_000) {
        self.bytes = bytes
        self.depth = depth
        self.values = values
    }

    /// A request body: 64 KiB, depth 32 (`reliability.md` B8).
    package static let request = JSONLimits(bytes: 64 << 10, values: 8_192)
    /// A registry's answer: 1 MiB.
    package static let registryAnswer = JSONLimits(bytes: 1 << 20)
    /// A configuration or population file: 256 MiB.
    package static let file = JSONLimits(bytes: 256 << 20, values: 50_000_000)
}
