import Glibc

/// A file that appears whole or not at all: written beside its place and moved there at the end.
package final class OutputFile {
    private let path: String
    private var handle: UnsafeMutablePointer<FILE>?

    package init(_ path: String) throws(OutputMistake) {
        self.path = path
        handle = fopen(path + ".part", "w")
        if handle == nil { throw OutputMistake("\(path): cannot be written") }
    }

    package func write(_ bytes: [UInt8]) throws(OutputMistake) {
        guard let handle, fwrite(bytes, 1, bytes.count, handle) == bytes.count else {
            throw OutputMistake("\(path): cannot be written; is the disk full?")
        }
    }

    /// Closes and moves it to its place.
    package func finish() throws(OutputMistake) {
        guard let handle else { return }
        self.handle = nil
        guard fclose(handle) == 0, rename(path + ".part", path) == 0 else { throw OutputMistake("\(path): cannot be written") }
    }

    deinit {
        guard let handle else { return }
        fclose(handle)
        unlink(path + ".part")
    }
}

/// Why a file could not be written, in a sentence.
package struct OutputMistake: Error, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
