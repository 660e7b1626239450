import ShangMi
package import Verification

/// The person of a receipt, told to nobody: `SHA-256(salt ‖ type ‖ 0 ‖ number ‖ 0 ‖ name)`, the number in its normal form and the name in its
/// comparison form. The holder opens it by showing the salt and saying name and number.
package struct SubjectCommitment: Sendable, Hashable {
    /// The 32 bytes.
    package let commitment: Commitment

    /// A commitment that stands in a receipt.
    package init(_ commitment: Commitment) { self.commitment = commitment }

    /// The commitment to a person. `salt` MUST have 32 random bytes.
    package init(salt: [UInt8], person: Person) {
        self.init(salt: salt, identifier: person.identifier, name: person.name)
    }

    private init(salt: [UInt8], identifier: Identifier, name: PersonName) {
        let normal = identifier.inNormalForm
        let content = Array(normal.type.rawValue.utf8) + [0] + Array(normal.number.utf8) + [0] + Array(name.text.utf8)
        commitment = Commitment(salt: salt, content: content)
    }

    /// Whether name and number, as somebody says or types them, are those of the person. The number may be of any type that it can be read
    /// as. False as well when they cannot be a name and a number.
    package func isOpened(bySalt salt: [UInt8], name: String, number: String) -> Bool {
        guard salt.count == Commitment.saltByteCount, case .success(let reading) = PersonName.reading(name) else { return false }
        return IdentifierType.allCases.contains { type in
            guard case .success(let identifier) = Identifier.reading(number, as: type) else { return false }
            let said = SubjectCommitment(salt: salt, identifier: identifier.identifier, name: reading.name)
            return SecureBytes.areEqual(said.commitment.bytes, commitment.bytes)
        }
    }
}
