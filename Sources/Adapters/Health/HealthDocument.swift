import AdapterKit
import Charsets
import ShangMi
import Verification

/// The document inside a reply: `MDEML/resultinfo` and `MDEML/body/data[]`.
struct HealthDocument {
    private let result: XMLElementReader
    private let root: XMLElementReader
    /// The department's error code; nil for `"0"`, which is success here.
    let errorCode: String?

    /// A word that every reply carries so that bytes in another character set cannot pass for GB 18030: UTF-8 often is valid GB 18030 by
    /// accident, and a name would silently become another one. Ours.
    static let charsetProbe = "汉字校验"

    /// Takes the document out of the reply to an operation. The place of a mistake inside begins with "/MDEML".
    init(in body: XMLElementReader, of service: HealthService) throws {
        let answer = try body.child(service.operation + "Response", in: HealthNamespace.service)
        guard body.element.children.count == 1 else { throw body.mistake("holds more than one element") }
        let envelope = try answer.child("return", in: HealthNamespace.service)
        guard answer.element.children.count == 1 else { throw answer.mistake("holds more than one element") }
        guard let bytes = Base64.bytes(of: try envelope.text()), !bytes.isEmpty else { throw envelope.mistake("is not base64 of anything") }
        root = try XMLElementReader(root: Self.tree(of: bytes), named: "MDEML")
        result = try root.child("resultinfo")
        guard try result.text(of: "HZJY").map({ $0.hasSameBytes(as: Self.charsetProbe) }) ?? false else {
            throw XMLMistake("/MDEML/resultinfo/HZJY", "is not what it must be in GB 18030")
        }
        let success = try result.text(of: "success") ?? "empty"
        errorCode = success.hasSameBytes(as: "0") ? nil : Self.plain(success)
    }

    private static func tree(of bytes: [UInt8]) throws -> XMLTree {
        let declaration = try XMLDeclaration(of: bytes)
        guard let encoding = declaration.encoding, encoding.hasSameBytes(as: "GB18030") else {
            throw XMLMistake("document", "does not declare GB18030")
        }
        do {
            return try XMLTree(parsing: GB18030.utf8(from: Array(bytes[declaration.end...])).drop { $0 == 0x0A || $0 == 0x0D })
        } catch let error as CharsetError {
            throw XMLMistake("document", "GB 18030 \(CharsetError(error.code, at: error.offset + declaration.end))")
        }
    }

    /// A code fit for a log: letters, digits and hyphens, else "unknown".
    private static func plain(_ code: String) -> String {
        let isPlain =
            (1...16).contains(code.utf8.count)
            && code.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-") || (0x61...0x7A).contains(byte | 0x20)
            }
        return isPlain ? code : "unknown"
    }

    /// The answer of a successful reply.
    func reply(of service: HealthService, about identifier: Identifier, exchangeID: String) throws(XMLMistake) -> Reply {
        guard let echo = try result.text(of: "QQLSH"), echo.hasSameBytes(as: exchangeID) else {
            throw XMLMistake("/MDEML/resultinfo/QQLSH", "is not the number of this exchange")
        }
        guard let written = try result.text(of: "SJJZRQ"), let dataAsOf = CalendarDate(compact: written) else {
            throw XMLMistake("/MDEML/resultinfo/SJJZRQ", "is no day, written YYYYMMDD")
        }
        let rows = try root.child("body").children(allNamed: "data")
        guard let count = try result.text(of: "ZS"), count.hasSameBytes(as: String(rows.count)) else {
            throw XMLMistake("/MDEML/resultinfo/ZS", "is not the number of rows")
        }
        let reference = try reference()
        if rows.isEmpty { return Reply(.noRecord, dataAsOf: dataAsOf, reference: reference) }
        var facts: [Fact] = []
        for row in rows { facts.append(try service.fact(from: row, about: identifier)) }
        return Reply(.records(facts), dataAsOf: dataAsOf, reference: reference)
    }

    /// The department's own number of the exchange: exactly 20 digits, so that no person's number can stand there and get into an audit. Ours.
    private func reference() throws(XMLMistake) -> String? {
        guard let text = try result.optionalText(of: "FWLSH") else { return nil }
        guard text.utf8.count == 20, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw XMLMistake("/MDEML/resultinfo/FWLSH", "is not 20 digits")
        }
        return text
    }
}
