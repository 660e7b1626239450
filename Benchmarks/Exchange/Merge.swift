import ArgumentParser
import Comparison
import Gateway
import StrictJSON
import Verification

/// What it costs to make findings of answers, claim by claim, over generated people.
struct Merge: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merging",
        abstract: "Measures the merge rules alone: microseconds from answers to a finding.",
        discussion:
            "Every finding is made of a whole evidence, its subject resolved anew. Exit codes: 0 the median is within the gate, 1 it is above it, 64 wrong usage."
    )

    @Option(help: "The catalogue.")
    var catalogue: String
    @Option(help: "The registries, for what they declare themselves complete.")
    var adapters: String
    @Option(help: "Generated people, each asked about by every claim.")
    var persons = 400
    @Option(help: "Times that each finding is made in one measurement.")
    var repetitions = 20
    @Option(help: "Measurements of each finding; the least counts, for what comes on top is the machine's.")
    var rounds = 5
    @Option(help: "The median in microseconds that is still accepted.")
    var gate = 5.0

    func run() throws {
        let shipped: Shipped
        do {
            shipped = try Shipped(catalogue: State.json(catalogue), adapters: State.json(adapters))
        } catch {
            throw ValidationError("the configuration cannot be read: \(error)")
        }
        let samples = Campaign(societySize: persons, today: CalendarDate(dayNumber: 20_513), shipped: shipped).mergeSamples(seed: 1)
        var costs: [ClaimKind: [Double]] = [:]
        for sample in samples { costs[sample.claim.kind, default: []].append(cost(of: sample)) }
        print("| claim | findings | µs, median | µs, 99 of 100 |")
        print("|---|---|---|---|")
        for (kind, each) in costs.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let sorted = each.sorted()
            print("| \(kind.rawValue) | \(each.count) | \(Spread(each).median.text(2)) | \(sorted[sorted.count * 99 / 100].text(2)) |")
        }
        let median = Spread(costs.values.map { Spread($0).median }).median
        let most = costs.max { Spread($0.value).median < Spread($1.value).median }
        print("\nmedian of the claims' medians \(median.text(2)) µs; the dearest is \(most?.key.rawValue ?? "none")")
        print("gate: merging costs at most \(gate) µs for a claim: \(median <= gate ? "kept" : "MISSED")")
        if median > gate { throw ExitCode(1) }
    }

    /// Microseconds for one finding.
    private func cost(of sample: MergeSample) -> Double {
        var least = Double.infinity
        for _ in 0..<rounds {
            let start = Processor.threadMicroseconds()
            var kept = 0
            for _ in 0..<repetitions {
                kept &+= Merging.finding(for: sample.claim, sources: sample.sources, evidence: sample.evidence).restsOn.count
            }
            let used = Processor.threadMicroseconds() - start
            // The result has to be looked at, or nothing would have to be made.
            if kept >= 0 { least = min(least, used / Double(repetitions)) }
        }
        return least
    }
}
