/// Whether a checkpoint is the log's own, to the last byte.
enum CheckpointJudgement {
    /// - Parameters:
    ///   - demanded: Keys that have to have signed.
    ///   - allowsOthers: Signatures of keys that nobody here knows are passed over, as the specification says: for what came by way of a witness.
    static func judge(
        _ note: [UInt8], log: String, keys: [NoteVerifier], demanded: [NoteVerifier], allowsOthers: Bool, _ source: String
    ) -> (checkpoint: Checkpoint?, signers: [NoteVerifier], flaws: [AuditFlaw]) {
        let verified: VerifiedCheckpoint
        do throws(CheckpointFlaw) {
            verified = try VerifiedCheckpoint(parsing: note, origin: log, logKeys: keys)
        } catch {
            return (nil, [], [AuditFlaw(.invalidCheckpoint, nil, in: source, "it is not this log's: \(error)")])
        }
        var flaws: [AuditFlaw] = []
        for key in demanded where !verified.signers.contains(key) {
            flaws.append(AuditFlaw(.missingSignature, nil, in: source, "\(key.name)+\(key.keyID.hexadecimal) has not signed it"))
        }
        let lines = (try? SignedNote(parsing: note))?.signatures ?? []
        let strangers = lines.count { line in !keys.contains { $0.keyID == line.keyID && $0.name == line.name } }
        if !allowsOthers, strangers > 0 {
            flaws.append(AuditFlaw(.missingSignature, nil, in: source, "\(strangers) of its signatures are of no key of this log"))
        }
        return (verified.checkpoint, verified.signers, flaws)
    }
}
