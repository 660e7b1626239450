import Charsets
import ShangMi
import Verification

/// One call as the service reads it: by cutting the text between tags, as simple servers do. Shares nothing with the adapter's reader.
struct HealthCall {
    let callerID: String
    /// Milliseconds since 1970 by the caller's clock.
    let timestamp: Int64
    let exchangeID: String
    let signature: String
    /// The document in base64, as it was signed.
    let document: String
    /// The number asked about.
    let number: String
    /// Of a birth: looked up by the child's number, not by the mother's.
    let isByChild: Bool

    /// Nil when anything is missing or not in its character set.
    init?(reading body: [UInt8], operation: HealthOperation) {
        guard let envelope = String(validating: body, as: UTF8.self), envelope.contains("<\(operation.name) "),
            let callerID = Self.text(of: "CallerID", in: envelope), let timestamp = Self.text(of: "Timestamp", in: envelope).flatMap(Int64.init),
            let exchangeID = Self.text(of: "ExchangeID", in: envelope), let signature = Self.text(of: "Signature", in: envelope),
            let document = Self.text(of: "request", in: envelope), let bytes = Base64.bytes(of: document),
            let inner = try? GB18030.text(from: bytes), inner.hasPrefix("<?xml version=\"1.0\" encoding=\"GB18030\"?>"),
            let asked = Self.asked(in: inner, operation)
        else { return nil }
        self.callerID = callerID
        self.timestamp = timestamp
        self.exchangeID = exchangeID
        self.signature = signature
        self.document = document
        number = asked.number
        isByChild = asked.isByChild
    }

    /// Births are asked with the mother's data, or (ours) with the child's.
    private static func asked(in inner: String, _ operation: HealthOperation) -> (number: String, isByChild: Bool)? {
        let fields: [(name: String, number: String, isByChild: Bool)] =
            switch operation {
            case .birth: [("momName", "momIdCode", false), ("babyName", "babyIdCode", true)]
            case .fertility: [("momName", "momIdCode", false)]
            case .death, .encounters: [("XM", "GMSFZH", false)]
            }
        for field in fields {
            if let number = text(of: field.number, in: inner), text(of: field.name, in: inner) != nil { return (number, field.isByChild) }
        }
        return nil
    }

    func isSigned(with key: [UInt8], operation: HealthOperation) -> Bool {
        let text = "\(callerID)\n\(timestamp)\n\(exchangeID)\n\(operation.name)\n\(document)"
        let expected = Base64.text(of: MessageCode.hmacSHA256(key: key, Array(text.utf8)))
        return SecureBytes.areEqual(Array(expected.utf8), Array(signature.utf8))
    }

    /// What is on record under the number, in the role that was asked about.
    func facts(of operation: HealthOperation, in world: any World) -> [Fact] {
        world.facts(in: operation.registry, under: number).filter { fact in
            guard case .record(let record) = fact else { return true }
            return record.party(isByChild ? "child" : "mother")?.number == number
        }
    }

    /// What stands between the first opening and the next closing tag, with the five named references and the numeric ones resolved.
    private static func text(of name: String, in document: String) -> String? {
        let bytes = Array(document.utf8)
        guard let start = bytes.end(ofFirst: Array("<\(name)>".utf8), from: 0),
            let stop = bytes.start(ofFirst: Array("</\(name)>".utf8), from: start)
        else { return nil }
        return unescaped(String(decoding: bytes[start..<stop], as: UTF8.self))
    }

    private static func unescaped(_ text: String) -> String {
        var parts = text.split(separator: "&", omittingEmptySubsequences: false)
        var plain = String(parts.removeFirst())
        for part in parts {
            let pieces = part.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
            let named = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"][String(pieces[0])]
            let numeric = pieces[0].hasPrefix("#") ? UInt32(pieces[0].dropFirst()).flatMap(Unicode.Scalar.init).map { String($0) } : nil
            plain += (named ?? numeric ?? "&\(pieces[0]);") + (pieces.count > 1 ? pieces[1] : "")
        }
        return plain
    }
}

extension [UInt8] {
    fileprivate func start(ofFirst pattern: [UInt8], from index: Int) -> Int? {
        guard index + pattern.count <= count else { return nil }
        return (index...count - pattern.count).first { self[$0...].starts(with: pattern) }
    }

    fileprivate func end(ofFirst pattern: [UInt8], from index: Int) -> Int? { start(ofFirst: pattern, from: index).map { $0 + pattern.count } }
}
