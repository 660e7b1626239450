/// Why a proof does not hold. A flaw is a value: what others hand in is judged, and nothing is thrown.
package enum ProofFlaw: Sendable, Hashable {
    /// A size is negative, or the older tree is the larger one.
    case sizeOutOfRange
    /// The index is negative or not below the size.
    case indexOutOfRange
    /// There are fewer or more hashes than a proof between these places has.
    case wrongHashCount
    /// The hashes lead to another root.
    case rootDiffers
    /// The hashes lead to another root of the older tree.
    case oldRootDiffers
}
