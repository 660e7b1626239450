/// What is looked at before anything is written behind what was found.
struct StartCheck {
    let log: String
    /// The log's own keys, and those that it had before.
    let keys: [NoteVerifier]
    let reading: any LedgerReading
    let secondPlace: any SecondPlace

    /// The right edge of a log in good order. Everything else is refused: a checkpoint that we have not signed, entries that are not those it
    /// speaks of, and a log that is behind its second place or was another one there.
    func edge(of head: LogHead) throws(LedgerFailure) -> CompactRange {
        guard head.checkpoint?.size ?? 0 == head.size else {
            throw .flawed(.sizesDiffer(entries: head.size, checkpoint: head.checkpoint?.size))
        }
        let tree = LogTree(log: log, size: head.size, reading: reading)
        let edge = try readable(head.size) { try tree.compactRange() }
        if let checkpoint = head.checkpoint {
            guard try verified(checkpoint).root == edge.root else { throw .flawed(.rootDiffers(size: head.size)) }
        }
        if let published = head.published {
            guard published.size <= head.size else { throw .flawed(.sizesDiffer(entries: head.size, checkpoint: published.size)) }
            let root = try verified(published).root
            guard try readable(head.size, { try tree.root(ofSize: published.size) }) == root else {
                throw .flawed(.rootDiffers(size: published.size))
            }
        }
        try checkSecondPlace(tree)
        return edge
    }

    private func checkSecondPlace(_ tree: LogTree) throws(LedgerFailure) {
        let kept: [KeptCheckpoint]
        do {
            kept = try secondPlace.kept(of: log)
        } catch {
            throw .flawed(.secondPlaceUnreadable(place: error.place, error.reason))
        }
        for checkpoint in kept {
            let seen: Checkpoint
            do throws(CheckpointFlaw) {
                seen = try VerifiedCheckpoint(parsing: checkpoint.note, origin: log, logKeys: keys).checkpoint
            } catch {
                throw .flawed(.secondPlaceUnreadable(place: checkpoint.place, "what stands there is no checkpoint of this log: \(error)"))
            }
            guard seen.size <= tree.size else {
                throw .flawed(.behindSecondPlace(size: tree.size, place: checkpoint.place, seen: seen.size))
            }
            guard try readable(tree.size, { try tree.root(ofSize: seen.size) }) == seen.root else {
                throw .flawed(.differsFromSecondPlace(size: tree.size, place: checkpoint.place, seen: seen.size))
            }
        }
    }

    private func verified(_ checkpoint: SizedCheckpoint) throws(LedgerFailure) -> Checkpoint {
        let found: Checkpoint
        do throws(CheckpointFlaw) {
            found = try VerifiedCheckpoint(parsing: checkpoint.note, origin: log, logKeys: keys).checkpoint
        } catch {
            throw .flawed(.notSigned(size: checkpoint.size, error))
        }
        guard found.size == checkpoint.size else { throw .flawed(.misfiled(size: checkpoint.size, found: found.size)) }
        return found
    }

    private func readable<Value>(_ size: Int, _ body: () throws -> Value) throws(LedgerFailure) -> Value {
        do {
            return try body()
        } catch let failure as StorageFailure {
            throw .storage(failure)
        } catch {
            throw .flawed(.incomplete(size: size, "\(error)"))
        }
    }
}
