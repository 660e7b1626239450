/// What a hand in the storage would do, for tests of those who have to notice.
extension MemoryLedger {
    /// Turns a bit of a leaf.
    package func alterLeaf(of log: String, _ sequence: Int) {
        tamper { state in
            guard let old = state.logs[log]?.rows[sequence].sealed else { return }
            var leaf = old.leaf
            leaf[leaf.count - 1] ^= 1
            state.logs[log]?.rows[sequence].sealed = SealedEntry(leaf: leaf, sealed: old.sealed, key: old.key, pseudonyms: old.pseudonyms)
        }
    }

    /// Replaces a stored hash by that of its level's first.
    package func alterNode(of log: String, level: Int, _ index: Int) {
        tamper { state in
            guard let first = state.logs[log]?.nodes[level]?.first else { return }
            state.logs[log]?.nodes[level]?[index] = first
        }
    }

    /// Takes away the stored hashes of a level.
    package func dropNodes(of log: String, level: Int) { tamper { $0.logs[log]?.nodes[level] = nil } }

    /// Takes away the log's own checkpoint.
    package func dropCheckpoint(of log: String) { tamper { $0.logs[log]?.checkpoint = nil } }

    /// Cuts the newest entries off, and puts another checkpoint in the place of the log's own, if there is one.
    package func cut(_ log: String, to size: Int, checkpoint: SizedCheckpoint?) {
        tamper { state in
            let count = state.logs[log]?.rows.count ?? size
            state.logs[log]?.rows.removeLast(count - size)
            if let checkpoint { state.logs[log]?.checkpoint = checkpoint }
        }
    }

    /// A copy of everything, as a backup is.
    package func copy() -> MemoryLedger {
        let copy = MemoryLedger()
        let state = read { $0 }
        copy.tamper { $0 = state }
        return copy
    }
}
