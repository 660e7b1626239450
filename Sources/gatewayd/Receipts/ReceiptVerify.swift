import ArgumentParser
import Ledger
import StrictJSON
import Verification

/// Proves or disproves a receipt file with nothing but a key of its log.
struct ReceiptVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check a receipt file offline: receipt, entry, signed checkpoint, inclusion proof, and whose it is.",
        discussion: """
            Needs the file and a verifier key of the log, as its operator publishes it; asks no daemon. With --name and --number it also says whether the \
            receipt is that person's, which takes the holder's copy of the file. Whether a later receipt has superseded this one only the log can tell.

            Exit codes: 0 genuine, 1 not shown to be genuine, 2 mistakes in what was given.
            """)

    @Argument(help: "The receipt file.") var file: String
    @Option(help: ArgumentHelp("A verifier key of the log, name+number+key; may be repeated.", valueName: "vkey")) var key: [String] = []
    @Option(help: "The name that the holder says.") var name: String?
    @Option(help: "The number that the holder says.") var number: String?
    @Flag(help: "Print the report as JSON.") var json = false

    func validate() throws {
        if key.isEmpty { throw ValidationError("no key: give --key VKEY, as the operator of the log publishes it") }
        if let place = key.firstIndex(where: { NoteVerifier($0) == nil }) { throw ValidationError("key \(place + 1) is no verifier key") }
        if (name == nil) != (number == nil) { throw ValidationError("--name and --number go together") }
    }

    func run() async throws {
        let content: RegularFile.Content
        do {
            content = try RegularFile.read(file, limit: ReceiptFile.byteCountMaximum)
        } catch {
            StandardError.write("\(file): cannot be read, or is no receipt file for its size")
            throw ExitCode(2)
        }
        let claimed = name.flatMap { name in number.map { ReceiptVerification.Claimed(name: name, number: $0) } }
        let verification = ReceiptVerification(content.bytes, keys: key.compactMap { NoteVerifier($0) }, claimed: claimed)
        let report = ReceiptReport(file: file, verification: verification, today: WallClock.legalDate())
        print(json ? String(decoding: report.json.encoded(), as: UTF8.self) : report.text)
        if !verification.isGenuine { throw ExitCode(1) }
    }
}

/// What is told of a judged receipt file. What the receipt says is told only when it is genuine.
struct ReceiptReport {
    let file: String
    let verification: ReceiptVerification
    let today: CalendarDate

    private var genuine: Receipt? { verification.isGenuine ? verification.receipt : nil }

    var text: String {
        let steps = verification.steps.map { step, judgement in
            switch judgement {
            case .holds: "  \(step.rawValue): holds"
            case .fails(let flaw): "  \(step.rawValue): \(flaw.rawValue): \(flaw.reason)"
            case .notJudged: "  \(step.rawValue): not judged, because of what is wrong above"
            }
        }
        guard let receipt = genuine else { return (["\(file): not shown to be genuine"] + steps).joined(separator: "\n") }
        let signers = verification.signers.joined(separator: ", ")
        return (["\(file): genuine"] + steps + lines(of: receipt) + ["signed by: \(signers)"]).joined(separator: "\n")
    }

    var json: JSON {
        let steps = verification.steps.map { step, judgement -> JSON in
            switch judgement {
            case .holds: ["step": .string(step.rawValue), "result": "holds"]
            case .fails(let flaw):
                ["step": .string(step.rawValue), "result": "fails", "code": .string(flaw.rawValue), "reason": .string(flaw.reason)]
            case .notJudged: ["step": .string(step.rawValue), "result": "not-judged"]
            }
        }
        let receipt = genuine.flatMap { try? JSON(parsing: $0.encoded, limits: .request) }
        return [
            "file": .string(file),
            "genuine": .bool(verification.isGenuine),
            "steps": .array(steps),
            "receipt": receipt ?? .null,
            "index": genuine.flatMap { _ in verification.leaf }.map { .integer($0.sequence) } ?? .null,
            "recordedAt": genuine.flatMap { _ in verification.leaf }.map { .string($0.stamp.at.text) } ?? .null,
            "logSize": verification.logSize.map { .integer($0) } ?? .null,
            "signers": .array(verification.signers.map { .string($0) }),
            "relianceEnded": genuine.map { .bool(hasEnded($0)) } ?? .null,
        ]
    }

    private func lines(of receipt: Receipt) -> [String] {
        var lines = ["receipt: \(receipt.code.text)"]
        lines.append("certificate: \(receipt.certificate), for \(receipt.purpose.rawValue), asked by \(receipt.hall) (\(receipt.hallUnitCode))")
        for conclusion in receipt.conclusions {
            lines.append("  \(conclusion.claim?.rawValue ?? "the certificate"): \(conclusion.verdict.rawValue) as of \(conclusion.asOf)")
        }
        let end = receipt.validUntil.map { "may be relied on until \($0)" + (hasEnded(receipt) ? ", which has passed" : "") }
        lines.append("verdict: \(receipt.verdict.rawValue); \(end ?? "may not be relied on without asking")")
        lines.append("sources: \(receipt.sources.map(\.rawValue).joined(separator: ", "))")
        if let earlier = receipt.supersedes { lines.append("takes the place of: \(earlier.text)") }
        if let leaf = verification.leaf, let size = verification.logSize {
            lines.append("log: \(receipt.log), entry \(leaf.sequence) of \(size), recorded \(leaf.stamp.at.text)")
        }
        return lines
    }

    private func hasEnded(_ receipt: Receipt) -> Bool { receipt.validUntil.map { $0 < today } ?? true }
}
