import Glibc

/// A file that appears whole or not at all: written beside its place and moved there at the end.
package final class OutputFile {
    private let path: String
    private var handle: UnsafeMutablePointer<FILE>?

    /// Nothing is written yet. Refuses a place where something else than a file is, for a device or a pipe would be replaced by a file.
    package init(_ path: String) throws(OutputMistake) {
        if let mistake = Self.mistake(in: path) { throw OutputMistake(mistake, isMisuse: true) }
        self.path = path
        handle = fopen(path + ".part", "w")
        if handle == nil { throw OutputMistake("\(path): cannot be written") }
    }

    /// Why nothing may be written there, in a sentence: the path is that of a device, a pipe, a socket or a folder; nil if it may. What a symbolic
    /// link points to counts.
    private static func mistake(in path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG else { return nil }
        return "\(path): exists and is no regular file, so it is not written to"
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
    /// The path itself is wrong, whatever would be written.
    package let isMisuse: Bool

    init(_ description: String, isMisuse: Bool = false) {
        self.description = description
        self.isMisuse = isMisuse
    }
}
