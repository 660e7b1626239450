import AdapterKit
import ArgumentParser
import Gateway
import StrictJSON
import Verification

/// What a verification costs in the walk itself with few and with many configured registries, of which two are asked.
struct Crowd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crowd",
        abstract: "Compares the CPU of a verification with 4 and with 40 configured registries; departments answer from memory.",
        discussion: "Exit codes: 0 the ratio is within the gate, 1 it is above it, 64 wrong usage.")

    @Option(help: "The catalogue.")
    var catalogue: String
    @Option(help: "Rounds.")
    var rounds = 9
    @Option(help: "Verifications of each of the four turns of a round.")
    var verifications = 20_000
    @Option(help: "The ratio that is still accepted.")
    var gate = 1.05

    func run() async throws {
        let document = try State.json(catalogue)
        let known: Catalogue
        do throws(InvalidCatalogue) {
            known = try Catalogue(json: document)
        } catch {
            throw ValidationError("\(catalogue): \(error.problems.count) mistake(s)")
        }
        // Those that are asked stand last, so that whoever looks from the front has the longest way.
        let asked: [RegistryID] = [.population, .crimeRecord]
        let shipped = (document["registries"]?.members ?? []).compactMap { RegistryID(rawValue: $0.name) }.filter { !asked.contains($0) }
        let invented = (0..<40).compactMap { RegistryID(rawValue: "bench-registry-\($0)") }
        let few = gateway(known, Array(shipped.prefix(2)) + asked)
        let many = gateway(known, Array((shipped + invented).prefix(38)) + asked)
        _ = (try await cost(few), try await cost(many))
        var score: [(few: Double, many: Double)] = []
        for _ in 0..<rounds {
            let first = try await cost(few)
            let crowded = try await cost(many) + cost(many)
            score.append(((first + (try await cost(few))) / 2, crowded / 2))
        }
        let ratio = Spread(score.map { $0.many / $0.few })
        print("| configured registries | CPU µs/verification in the walk | ratio, median [min–max] |")
        print("|---|---|---|")
        print("| 4 | \(Spread(score.map(\.few)).median.text(2)) | |")
        print("| 40 | \(Spread(score.map(\.many)).median.text(2)) | \(ratio.text(3)) |")
        print("\ngate: 40 configured registries cost at most \(gate) × what 4 cost: \(ratio.median <= gate ? "kept" : "MISSED")")
        if ratio.median > gate { throw ExitCode(1) }
    }

    private func cost(_ gateway: Gateway) async throws -> Double {
        let before = Processor.usedMicroseconds()
        for _ in 0..<verifications {
            let result = try await gateway.explain(Self.inquiry, for: Self.hall, within: .seconds(5)).result
            guard result.verdict == .confirmed else { throw ValidationError("the walk came to another verdict") }
        }
        return (Processor.usedMicroseconds() - before) / Double(verifications)
    }

    /// A gateway with these registries, each of a department of its own, as most declarative ones are.
    private func gateway(_ catalogue: Catalogue, _ registries: [RegistryID]) -> Gateway {
        let connected = registries.map { id in
            ConnectedRegistry(
                id: id,
                coverage: RegistryCoverage(authority: "bench", from: nil, closedWorldClaims: id == .crimeRecord ? [.crimeNoRecord] : []),
                department: Department(name: id.rawValue, adapter: InstantRegistry(), timeout: .seconds(3)))
        }
        return Gateway(
            catalogue: catalogue, directory: RegistryDirectory(connected), occupancy: Occupancy(limit: 8),
            environment: GatewayEnvironment(
                wallClock: { 1_772_323_200_000 }, legalDate: { CalendarDate(dayNumber: 20_513) },
                verificationID: { "019ca6a0-1c00-7000-8000-000000000000" }, exchangeID: { "00000000000000000000000000000000" }))
    }

    private static let hall = Client(
        name: "hall", unitCode: "11449900MB00000197", requesterClass: .governmentDepartment, certificateName: "hall.demo.test",
        claims: Set(ClaimKind.allCases), valueClaims: Set(ClaimKind.allCases))

    private static let inquiry = Inquiry(
        certificate: "no-criminal-record", subject: Subject.all[0].person, normalised: [], claims: [Claim(.crimeNoRecord)],
        purpose: Purpose(
            category: .general, matterCode: "11449900MB000002721000101001000", matterName: nil, caseNumber: "BENCH-000000000001", legalBasis: nil,
            consent: nil),
        clerk: nil, whenUnavailable: .report)
}

/// A department that answers at once: everybody is registered, nobody was ever convicted.
private struct InstantRegistry: RegistryAdapter {
    static let manifest = AdapterManifest(name: "instant", authority: "bench", datasets: [])

    init() {}
    init(settings: AdapterSettings, environment: AdapterEnvironment) throws(InvalidSettings) {}

    func ask(_ question: Question, context: ExchangeContext) async throws(AdapterFailure) -> Reply {
        guard question.registry == .population else { return Reply(.noRecord, dataAsOf: CalendarDate(dayNumber: 20_513)) }
        let holder = Party(name: question.person.name.text, number: question.person.identifier.number)
        return Reply(.records([.registration(Registration(holder: holder, status: .active))]), dataAsOf: CalendarDate(dayNumber: 20_513))
    }
}
