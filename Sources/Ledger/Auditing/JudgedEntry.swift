/// One entry as far as it can be judged alone; pure, so that many can be judged at once.
package struct JudgedEntry: Sendable {
    /// What became of its private half.
    enum Standing: Sendable {
        /// It opens and fits the leaf, of which all but place and time is proven by that: nobody without the ring can make another one.
        case opened(any EntryRecord)
        /// Its key is gone.
        case forgotten
        /// There is no ring, or it lacks the key.
        case unopened
        /// Something is wrong with it.
        case flawed
    }

    /// The hash of the leaf as it stands there.
    let hash: MerkleHash
    /// Nil when its bytes are no leaf.
    let leaf: Leaf?
    let standing: Standing
    /// What is wrong with it, whatever stands around it; all of it is told by every audit.
    package let flaws: [AuditFlaw]

    /// Judges an entry; without a sealer its public half only.
    package init(_ filed: FiledEntry, sealer: Sealer?) {
        var flaws: [AuditFlaw] = []
        hash = MerkleHash.leaf(filed.entry.leaf)
        (leaf, standing) = Self.judged(filed, sealer) { kind, source, detail in
            flaws.append(AuditFlaw(kind, filed.sequence...filed.sequence, in: source, detail))
        }
        if let leaf, let filing = filed.filing {
            for column in filing.mistakes(filed.entry, leaf) {
                flaws.append(
                    AuditFlaw(.wrongFiling, filed.sequence...filed.sequence, in: column, "what stands there is not what the entry says"))
            }
        }
        self.flaws = flaws
    }

    private static func judged(
        _ filed: FiledEntry, _ sealer: Sealer?, _ note: (AuditFlaw.Kind, String?, String) -> Void
    ) -> (Leaf?, Standing) {
        let entry = filed.entry
        for column in filed.unreadable { note(.unreadable, column, "what stands there cannot be read") }
        let isReadable = filed.unreadable.isEmpty
        let sealer = filed.hasPrivateHalf ? sealer : nil
        if isReadable, entry.key == nil, !entry.sealed.isEmpty || !entry.pseudonyms.isEmpty || filed.filing?.isWrappingNamed == true {
            note(.forgottenRemnant, nil, "its key is gone, and not everything else that is private")
        }
        if isReadable, let sealer {
            do throws(SealFlaw) {
                switch try sealer.opening(entry) {
                case .opened(let opened):
                    // What nobody can make again nobody can compare.
                    let known = Set(sealer.ring.pseudonymKeys().map(\.name))
                    for pseudonym in entry.pseudonyms where !known.contains(pseudonym.key) {
                        note(.unknownKey, "pseudonyms", "the ring has no pseudonym key \(pseudonym.key.text)")
                    }
                    return (opened.leaf, .opened(opened.record))
                case .forgotten(let leaf): return (leaf, .forgotten)
                }
            } catch {
                if let (kind, detail) = told(error) { note(kind, nil, detail) }
            }
        }
        let leaf = try? Leaf(decoding: entry.leaf)
        if leaf == nil { note(.malformedLeaf, nil, "its bytes are no leaf") }
        if !isReadable || sealer != nil { return (leaf, .flawed) }
        return (leaf, entry.isForgotten && filed.hasPrivateHalf ? .forgotten : .unopened)
    }

    private static func told(_ flaw: SealFlaw) -> (AuditFlaw.Kind, String)? {
        switch flaw {
        case .leaf: nil
        case .unknownKey(let name): (.unknownKey, "the ring has no key \(name.text), and does not call it destroyed")
        case .keyAltered: (.keyAltered, "its wrapped key was not made for it, or its leaf says something else than when it was")
        case .contentAltered: (.contentAltered, "its sealed content was not made for it")
        case .commitmentDiffers: (.commitmentDiffers, "what is sealed is not what its leaf has committed to")
        case .payload: (.malformedPayload, "what is sealed is no payload of its kind")
        case .pseudonymsDiffer: (.pseudonymsDiffer, "it is filed under others than those whom it is about")
        }
    }
}
