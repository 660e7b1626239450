import Foundation
import Testing

/// What a program did to the files of a folder, as `Tests/PowerLoss` has noted it, and what the disk may hold when the power fails after any of it.
struct DiskHistory {
    /// What may have become of changes that no sync has confirmed.
    enum Luck: CaseIterable, Sendable {
        /// Nothing of them has reached the disk.
        case none
        /// All of them have.
        case all
        /// Those up to some moment, the last one torn.
        case torn
        /// Any sectors of any of them.
        case scattered
    }

    private struct Change {
        let kind: UInt8
        let name: String
        let target: String
        let offset: Int
        let bytes: Range<Int>
    }

    /// A file with what is synced of it and what is not.
    private struct File {
        var synced: [UInt8] = []
        var pending: [Change] = []
    }

    private let journal: [UInt8]
    private let changes: [Change]

    /// How many moments there are.
    var count: Int { changes.count }

    /// Reads a journal; what a killed program has left half written at its end does not count.
    init(path: String) throws {
        journal = Array(try Data(contentsOf: URL(filePath: path)))
        var changes: [Change] = []
        var place = 0
        while place + 17 <= journal.count {
            let (first, second) = (Self.number(journal, place + 1, 2), Self.number(journal, place + 3, 2))
            let (offset, length) = (Self.number(journal, place + 5, 8), Self.number(journal, place + 13, 4))
            let names = place + 17
            let bytes = names + first + second..<names + first + second + length
            guard bytes.upperBound <= journal.count else { break }
            changes.append(
                Change(
                    kind: journal[place], name: String(decoding: journal[names..<names + first], as: UTF8.self),
                    target: String(decoding: journal[names + first..<names + first + second], as: UTF8.self), offset: offset, bytes: bytes))
            place = bytes.upperBound
        }
        self.changes = changes
    }

    private static func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int {
        (0..<count).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) }
    }

    /// Whether something is written to that file at that moment or after it.
    func writes(to name: String, after moment: Int) -> Bool { changes.dropFirst(moment).contains { $0.kind == UInt8(ascii: "W") && $0.name == name } }

    /// What the program had said on its standard output until then.
    func said(before moment: Int) -> String {
        changes.prefix(moment).filter { $0.kind == UInt8(ascii: "A") }.map { String(decoding: journal[$0.bytes], as: UTF8.self) }.joined()
    }

    /// What the disk holds when the power fails behind so many changes.
    func disk(after moment: Int, _ luck: Luck, _ random: inout some RandomNumberGenerator) -> [String: [UInt8]] {
        var files: [Int: File] = [:]
        // Names as programs see them, and as they were when the folder was synced last.
        var (names, syncedNames): ([String: Int], [String: Int]) = ([:], [:])
        for change in changes.prefix(moment) {
            switch change.kind {
            case UInt8(ascii: "W"), UInt8(ascii: "T"):
                let file = names[change.name] ?? files.count
                names[change.name] = file
                files[file, default: File()].pending.append(change)
            case UInt8(ascii: "S"):
                guard let file = names[change.name], var content = files[file] else { continue }
                for change in content.pending { apply(change, change.bytes, to: &content.synced) }
                content.pending = []
                files[file] = content
            case UInt8(ascii: "D"): syncedNames = names
            case UInt8(ascii: "R"): names[change.target] = names.removeValue(forKey: change.name)
            case UInt8(ascii: "U"): names.removeValue(forKey: change.name)
            default: break
            }
        }
        let left = luck == .none ? syncedNames : luck == .all || Bool.random(using: &random) ? names : syncedNames
        return left.compactMapValues { files[$0].map { content(of: $0, luck, &random) } }
    }

    private func content(of file: File, _ luck: Luck, _ random: inout some RandomNumberGenerator) -> [UInt8] {
        var content = file.synced
        switch luck {
        case .none: break
        case .all: for change in file.pending { apply(change, change.bytes, to: &content) }
        case .torn:
            let last = Int.random(in: 0...file.pending.count, using: &random)
            for change in file.pending.prefix(last) { apply(change, change.bytes, to: &content) }
            if last < file.pending.count {
                let bytes = file.pending[last].bytes
                apply(file.pending[last], bytes.prefix(Int.random(in: 0...bytes.count, using: &random)), to: &content)
            }
        case .scattered:
            for change in file.pending {
                if change.bytes.isEmpty, Bool.random(using: &random) { apply(change, change.bytes, to: &content) }
                for start in stride(from: 0, to: change.bytes.count, by: 512) where Bool.random(using: &random) {
                    let sector = change.bytes.dropFirst(start).prefix(512)
                    write(sector, at: change.offset + start, to: &content)
                }
            }
        }
        return content
    }

    private func apply(_ change: Change, _ bytes: Range<Int>, to content: inout [UInt8]) {
        if change.kind == UInt8(ascii: "W") { return write(bytes, at: change.offset, to: &content) }
        if content.count > change.offset {
            content.removeLast(content.count - change.offset)
        } else {
            content += [UInt8](repeating: 0, count: change.offset - content.count)
        }
    }

    private func write(_ bytes: Range<Int>, at offset: Int, to content: inout [UInt8]) {
        let missing = offset + bytes.count - content.count
        if missing > 0 { content += [UInt8](repeating: 0, count: missing) }
        content.replaceSubrange(offset..<offset + bytes.count, with: journal[bytes])
    }
}

/// Random numbers that can be had again from their seed (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
