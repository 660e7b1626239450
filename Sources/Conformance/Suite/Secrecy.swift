import AdapterKit
import ShangMi
import Verification

/// What must not stand in a path, header, log line or failure about one question: the person's name and number, and secrets.
struct Secrecy: Sendable {
    private let needles: [String]
    private let secrets: [String]

    init(_ topic: Question.Topic, secrets: [String: Secret]) {
        let person = topic.person
        needles = Set([person.name.text, person.name.original, person.identifier.number, topic.number]).filter { $0.utf8.count >= 4 }
        // Shorter ones would be found everywhere by accident.
        self.secrets = secrets.values.filter { $0.bytes.count >= 8 }.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    /// Whether personal data stands in a text, plain, percent-encoded, in base64 or in hexadecimal digits.
    func isFound(in text: String) -> Bool {
        let everything = (Layers.everything(in: Array(text.utf8)) + "\n" + text).uppercased()
        return needles.contains { needle in
            everything.contains(needle.uppercased()) || everything.contains(Hexadecimal.text(of: Array(needle.utf8), upperCase: true))
                || everything.contains(Base64.text(of: Array(needle.utf8)).uppercased())
        }
    }

    /// Whether a shared secret stands there in the clear.
    func holdsSecret(_ text: String) -> Bool { secrets.contains { text.contains($0) } }

    /// The places of a request that show whom it is about. A body may, and a header may hold a secret: that is what they are for.
    func leaks(in request: OutboundRequest) -> Set<String> {
        var leaks: Set<String> = []
        if isFound(in: request.path) { leaks.insert("the path of a request") }
        if holdsSecret(request.path) { leaks.insert("the path of a request (a secret)") }
        for header in request.headers where isFound(in: header.value) || isFound(in: header.name) { leaks.insert("the header \(header.name)") }
        return leaks
    }
}
