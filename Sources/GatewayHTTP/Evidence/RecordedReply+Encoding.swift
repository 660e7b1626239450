import Ledger
import Recording
import StrictJSON

extension RecordedReply {
    private static let without = Array(#""receipt":null"#.utf8)

    /// The uniform result with its receipt.
    ///
    /// What is sealed is the result without it, because the receipt's place in the log is known only when the result is in there. A quotation
    /// mark inside of a text is escaped, so the member's name stands in the result only where it is the member.
    var bytes: [UInt8] {
        guard let receipt, let place = placeOfReceipt else { return result }
        var json = JSONWriter(capacity: 256)
        json.beginObject()
        json.name("code")
        json.string(receipt.code.text)
        json.name("log")
        json.string(receipt.log)
        json.name("index")
        json.integer(receipt.index)
        json.name("seal")
        json.string(receipt.seal.base64)
        json.name("supersedes")
        if let code = receipt.supersedes { json.string(code.text) } else { json.null() }
        json.endObject()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(result.count + json.bytes.count)
        bytes += result[..<place.lowerBound]
        bytes += #""receipt":"#.utf8
        bytes += json.bytes
        bytes += result[place.upperBound...]
        return bytes
    }

    /// Looked for from the end, near which it stands. The standard library's search for a range in a collection took a quarter of a
    /// verification's time.
    private var placeOfReceipt: Range<Int>? {
        let count = Self.without.count
        var start = result.count - count
        while start >= 0 {
            if result[start] == UInt8(ascii: "\""), result[start..<start + count].elementsEqual(Self.without) { return start..<start + count }
            start -= 1
        }
        return nil
    }
}
