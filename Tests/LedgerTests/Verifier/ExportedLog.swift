import Foundation
import Ledger
import ShangMi
import Testing

/// A log as it is exported: files under the paths of C2SP tlog-tiles, held in memory until they are written for the other verifier.
struct ExportedLog {
    static let origin = "hall.example/log"
    let tree: MerkleTree
    let leaves: [[UInt8]]
    let verifiers: [NoteVerifier]
    var files: [String: [UInt8]] = [:]

    init(dice: inout LogDice) throws {
        let count = dice.logSize()
        leaves = (0..<count).map { _ in dice.bytes(dice.below(200) == 0 ? 3000 : dice.below(40)) }
        tree = MerkleTree(leaves: leaves)
        let name = try #require(NoteKeyName(Self.origin))
        let signers = [
            NoteSigner(name: name, try #require(Ed25519.PrivateKey(seed: dice.bytes(32)))),
            NoteSigner(name: name, SM2.PrivateKey.generated { dice.bytes($0) }),
        ]
        verifiers = signers.map(\.verifier)
        let checkpoint = try #require(Checkpoint(origin: Self.origin, size: count, root: tree.root))
        files[LogResource.checkpoint.path] = try #require(checkpoint.signed(by: signers)).bytes
        for tile in Tile.added(from: 0, to: count) { files[tile.path] = try tree.bytes(of: tile, treeSize: count) }
        for bundle in EntryBundle.added(from: 0, to: count) {
            files[bundle.path] = EntryBundle.bytes(of: Array(leaves[bundle.entries]))
        }
    }

    /// Whether everything that the checkpoint asks for is there and agrees, by the code under test.
    var isRight: Bool {
        guard let bytes = files[LogResource.checkpoint.path],
            let checkpoint = try? VerifiedCheckpoint(parsing: bytes, origin: Self.origin, logKeys: verifiers).checkpoint
        else { return false }
        var grown = MerkleTree()
        for bundle in EntryBundle.added(from: 0, to: checkpoint.size) {
            guard let entries = files[bundle.path].flatMap(bundle.entries(of:)) else { return false }
            for entry in entries { grown.append(MerkleHash.leaf(entry)) }
        }
        let tiles = Tile.added(from: 0, to: checkpoint.size)
        return grown.root == checkpoint.root && tiles.allSatisfy { files[$0.path] == (try? grown.bytes(of: $0, treeSize: checkpoint.size)) }
    }

    /// Damages one file below `tile/`, takes it away, or exchanges it with another; false when nothing changed.
    mutating func damageTile(_ dice: inout LogDice) -> Bool {
        let before = files
        let paths = files.keys.filter { $0.hasPrefix("tile/") }.sorted()
        guard !paths.isEmpty else { return false }
        let path = paths[dice.below(paths.count)]
        switch dice.below(6) {
        case 0: files[path] = nil
        case 1:
            let other = paths[dice.below(paths.count)]
            (files[path], files[other]) = (files[other], files[path])
        default: files[path] = dice.damaged(files[path] ?? [])
        }
        return files != before
    }

    /// Writes the files below a new folder.
    func write(to folder: URL) throws {
        for (path, bytes) in files {
            let file = folder.appending(path: path)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        }
    }
}
