import NIOCore

/// What one round counts. Lives on one event loop.
final class Tally {
    enum Phase { case warmingUp, measuring, over }

    var phase = Phase.warmingUp
    /// The running number of the next request.
    var sequence: Int
    private(set) var latenciesMicroseconds: [UInt32] = []
    private(set) var errors = 0
    private(set) var firstError: String?
    private let expect: [UInt8]?

    init(expect: [UInt8]?, firstSequence: Int) {
        self.expect = expect
        sequence = firstSequence
        latenciesMicroseconds.reserveCapacity(1 << 18)
    }

    func record(_ response: ResponseReader.Response, sentAt: NIODeadline) {
        guard phase == .measuring else { return }
        let microseconds = (NIODeadline.now() - sentAt).nanoseconds / 1000
        latenciesMicroseconds.append(UInt32(clamping: microseconds))
        if response.status != 200 {
            fail("status \(response.status): \(String(decoding: response.body.prefix(400), as: UTF8.self))")
        } else if let expect, response.body.firstRange(of: expect) == nil {
            fail("an answer without the expected text: \(String(decoding: response.body.prefix(400), as: UTF8.self))")
        }
    }

    /// Counts a mistake, in every phase: a round with one is no measurement.
    func fail(_ what: String) {
        guard phase != .over else { return }
        errors += 1
        if firstError == nil { firstError = what }
    }
}

/// What one round found.
struct Outcome: Sendable {
    let seconds: Double
    let latenciesMicroseconds: [UInt32]
    let errors: Int
    let firstError: String?
    let daemonSeconds: Double?
    let ownSeconds: Double?

    /// One line of the table.
    func row(connections: Int) -> String {
        let sorted = latenciesMicroseconds.sorted()
        let answers = sorted.count
        func milliseconds(_ share: Double) -> String {
            guard !sorted.isEmpty else { return "–" }
            return rounded(Double(sorted[min(answers - 1, Int(share * Double(answers)))]) / 1000, 2)
        }
        func perAnswer(_ cpu: Double?) -> String {
            guard let cpu, answers > 0 else { return "–" }
            return rounded(cpu * 1_000_000 / Double(answers), 1)
        }
        let cells = [
            String(connections), rounded(Double(answers) / seconds, 0), milliseconds(0.5), milliseconds(0.99), milliseconds(1), String(answers),
            String(errors), perAnswer(daemonSeconds), perAnswer(ownSeconds),
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }

    private func rounded(_ value: Double, _ places: Int) -> String {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let scaled = Int((value * scale).rounded())
        guard places > 0 else { return String(scaled) }
        let fraction = String(scaled % Int(scale))
        return "\(scaled / Int(scale))." + String(repeating: "0", count: places - fraction.count) + fraction
    }
}
