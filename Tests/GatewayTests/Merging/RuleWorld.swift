import Verification

@testable import Gateway

/// A small world for one story: what each register holds, and how it behaves. Answers the questions of a claim round by round, as the walk
/// does, until it wants nothing new.
struct RuleWorld {
    static let today = day("2026-03-01")

    var today = RuleWorld.today
    /// Who is in the population register.
    var people: [TestPerson] = []
    private(set) var records: [RegistryID: [Fact]] = [:]
    /// How a register answers everybody, instead of what it holds.
    private(set) var behaviour: [RegistryID: Statement] = [:]
    /// How a register answers about one number.
    private(set) var behaviourAbout: [Asked: Statement] = [:]
    /// How a register answers about one area.
    private(set) var behaviourIn: [Area: Statement] = [:]
    /// The areas that a register says it speaks for.
    var statedAreas: [RegistryID: [CoveredArea]] = [:]
    private(set) var dataAsOf: [RegistryID: CalendarDate] = [:]
    /// Registers that tell what they hold and say that a part is missing.
    private(set) var partial: Set<RegistryID> = []
    var coverage = RuleWorld.fullCoverage

    struct Asked: Hashable {
        let registry: RegistryID
        let number: String
    }

    struct Area: Hashable {
        let registry: RegistryID
        let division: String
    }

    /// Everything of this issue joined, with the declarations of the shipped configuration.
    static let fullCoverage: [RegistryID: RegistryCoverage] = [
        .population: declares("public-security", [.identityHukouAt, .identityDocumentValid]),
        .exitEntry: declares("public-security", [.identityDocumentValid]),
        .crimeRecord: declares("public-security", [.crimeNoRecord]),
        .marriage: RegistryCoverage(authority: "civil-affairs", from: day("1990-01-01"), closedWorldClaims: []),
        .funeral: declares("civil-affairs", []),
        .deathCertificate: RegistryCoverage(authority: "health", from: day("2014-01-01"), closedWorldClaims: []),
        .healthService: declares("health", []),
        .courtJudgment: declares("courts", [.missingDeclared]),
        .employment: declares("human-resources-social-security", [.employmentRegisteredUnemployed, .employmentHardship]),
        .socialInsurance: declares("human-resources-social-security", []),
        .disability: declares("disabled-persons-federation", [.disabilityCertificate]),
        .rehabilitation: declares("street-offices", []),
        .personalFiles: declares("file-custodians", []),
        .tax: declares("tax", []),
        .payroll: declares("finance", []),
        .hukouArchive: declares("public-security", []),
        .adoption: declares("civil-affairs", []),
        .birth: RegistryCoverage(authority: "health", from: day("1996-01-01"), closedWorldClaims: []),
        .fertility: declares("health", []),
        .realEstate: RegistryCoverage(
            authority: "natural-resources", from: nil, closedWorldClaims: [.propertyOwns, .propertyNone],
            areas: [
                CoveredArea(division: "449901", electronicSince: day("2009-01-01"), isCarriedOver: true),
                CoveredArea(division: "449902", electronicSince: day("2009-01-01"), isCarriedOver: true),
                CoveredArea(division: "449903", electronicSince: day("2012-07-01")),
            ]),
        .housing: declares("housing", []),
        .traffic: declares("public-security", [.propertyOwns, .propertyNone]),
        .bankHoldings: declares("financial-supervision", []),
        .securities: declares("securities-supervision", []),
        .marketEntities: declares("market-regulation", []),
        .localGovernment: declares("local-government", []),
        .doorplate: declares("public-security", []),
        .placename: declares("civil-affairs", []),
    ]

    private static func declares(_ authority: String, _ claims: Set<ClaimKind>) -> RegistryCoverage {
        RegistryCoverage(authority: authority, from: nil, closedWorldClaims: claims)
    }

    init(_ people: TestPerson...) { self.people = people }
    init(_ people: [TestPerson]) { self.people = people }

    /// The same world with more records in one register.
    func with(_ registry: RegistryID, _ facts: Fact...) -> RuleWorld { with(registry, facts) }

    func with(_ registry: RegistryID, _ facts: [Fact]) -> RuleWorld {
        var world = self
        world.records[registry, default: []] += facts
        return world
    }

    /// The same world in which a register answers everything alike.
    func with(_ registry: RegistryID, answering statement: Statement) -> RuleWorld {
        var world = self
        world.behaviour[registry] = statement
        return world
    }

    /// The same world in which a register answers alike whatever it is asked about one number.
    func with(_ registry: RegistryID, about person: TestPerson, answering statement: Statement) -> RuleWorld {
        var world = self
        world.behaviourAbout[Asked(registry: registry, number: person.number)] = statement
        return world
    }

    /// The same world in which a register answers everything about one area alike.
    func with(_ registry: RegistryID, in division: String, answering statement: Statement) -> RuleWorld {
        var world = self
        world.behaviourIn[Area(registry: registry, division: division)] = statement
        return world
    }

    /// The same world in which a register's data end on a day.
    func with(_ registry: RegistryID, dataAsOf date: String) -> RuleWorld {
        var world = self
        world.dataAsOf[registry] = day(date)
        return world
    }

    /// The same world in which a register tells what it holds and says that a part is missing.
    func withPartOf(_ registry: RegistryID) -> RuleWorld {
        var world = self
        world.partial.insert(registry)
        return world
    }

    /// The same world without a register.
    func without(_ registries: RegistryID...) -> RuleWorld {
        var world = self
        for registry in registries { world.coverage[registry] = nil }
        return world
    }

    func statement(to question: Question) -> Statement {
        if let statement = behaviour[question.registry] { return statement }
        if let area = question.area, let statement = behaviourIn[Area(registry: question.registry, division: area)] { return statement }
        let number = question.person.identifier.number
        if let statement = behaviourAbout[Asked(registry: question.registry, number: number)] { return statement }
        let facts: [Fact]
        switch question.topic {
        case .person:
            let held = records[question.registry] ?? []
            let entries = question.registry == .population ? people.map(\.registration).filter { $0.isFound(by: number) }.map(Fact.registration) : []
            facts = entries + held.filter { $0.isFound(by: number) && $0.liesIn(question.area) }
        case .document(_, _, let documentNumber):
            facts = (records[question.registry] ?? []).filter { $0.isFound(by: documentNumber) || $0.isCompany(documentNumber) }
        case .place(let place, _): facts = (records[question.registry] ?? []).filter { $0.names(place.name) }
        }
        if partial.contains(question.registry) { return .incomplete(facts, missing: []) }
        return facts.isEmpty ? .noRecord : .records(facts)
    }

    /// Everything that the claims want to know, asked and answered.
    func evidence(for claims: [Claim], about subject: Person) -> Evidence {
        var evidence = Evidence(today: today, subject: subject, coverage: RegistryTable(coverage))
        for _ in 0..<8 {
            var wanted: Set<Question> = []
            for claim in claims { wanted.formUnion(Merging.questions(for: claim, sources: claim.sources, evidence: evidence)) }
            let fresh = wanted.filter { evidence.answers[$0] == nil }
            if fresh.isEmpty { break }
            evidence = evidence.adding(
                fresh.map {
                    Answer(
                        question: $0, statement: statement(to: $0), dataAsOf: dataAsOf[$0.registry] ?? today,
                        areas: statedAreas[$0.registry] ?? [])
                })
        }
        return evidence
    }

    func finding(_ claim: Claim, about subject: TestPerson) -> Finding { finding(claim, about: subject.person) }

    func finding(_ claim: Claim, about subject: Person) -> Finding {
        Merging.finding(for: claim, sources: claim.sources, evidence: evidence(for: [claim], about: subject))
    }
}

/// A day in a story.
func day(_ text: String) -> CalendarDate { CalendarDate(text) ?? CalendarDate(dayNumber: 0) }

extension Claim {
    /// The registries of the claim as in the shipped catalogue.
    var sources: ClaimSources {
        switch kind {
        case .identityMatch, .identityAttribute: ClaimSources(required: [.population], advisory: [])
        case .personSame: ClaimSources(required: [.population], advisory: [.exitEntry, .personalFiles])
        case .kinshipRelation: KinshipRelation.sources
        case .kinshipSameHousehold: ClaimSources(required: [.population], advisory: [.hukouArchive])
        case .birthFact: ClaimSources(required: [], advisory: [.birth, .population])
        case .fertilityChild: ClaimSources(required: [.birth, .adoption], advisory: [.fertility, .population])
        case .fertilityCountAtMost: ClaimSources(required: [.birth, .fertility], advisory: [.population])
        case .inheritanceFacts:
            ClaimSources(required: [.deathCertificate, .population, .courtJudgment, .marriage, .birth, .adoption], advisory: [])
        case .identityHukouAt: ClaimSources(required: [.population], advisory: [.hukouArchive])
        case .identityDocumentValid: ClaimSources(required: [.population, .exitEntry], advisory: [])
        case .crimeNoRecord: ClaimSources(required: [.crimeRecord], advisory: [])
        case .missingDeclared: ClaimSources(required: [.courtJudgment], advisory: [])
        case .maritalStatus, .maritalIs, .maritalSpouse:
            ClaimSources(required: [.marriage, .courtJudgment], advisory: [.deathCertificate, .population])
        case .aliveAt: ClaimSources(required: [.deathCertificate], advisory: [.healthService, .population, .courtJudgment])
        case .deathIsDead:
            ClaimSources(
                required: [.deathCertificate, .population, .courtJudgment], advisory: [.funeral, .marriage, .exitEntry, .healthService])
        case .deathDate: ClaimSources(required: [.deathCertificate, .population, .courtJudgment], advisory: [.marriage, .exitEntry, .healthService])
        case .maritalSeparated, .illnessCertificateAuthentic: ClaimSources(required: [], advisory: [])
        case .employmentRegisteredUnemployed: ClaimSources(required: [.employment], advisory: [.socialInsurance])
        case .employmentHardship: ClaimSources(required: [.employment], advisory: [])
        case .disabilityCertificate: ClaimSources(required: [.disability], advisory: [])
        case .rehabStatus, .rehabPerformance: ClaimSources(required: [.rehabilitation], advisory: [])
        case .archiveCustodian, .archiveFact: ClaimSources(required: [.personalFiles], advisory: [])
        case .addressSame: ClaimSources(required: [.doorplate, .placename], advisory: [])
        case .hardshipLegalAid: ClaimSources(required: [], advisory: [.tax, .payroll])
        case .propertyOwns, .propertyNone:
            ClaimSources(required: [.realEstate, .traffic, .bankHoldings, .securities, .marketEntities], advisory: [])
        case .incomeCompare: ClaimSources(required: [.tax, .socialInsurance], advisory: [.payroll])
        case .premisesRightToUse: ClaimSources(required: [], advisory: [.realEstate, .housing, .localGovernment, .doorplate, .placename])
        }
    }
}

extension Fact {
    /// A record that tells no area is told for each.
    fileprivate func liesIn(_ division: String?) -> Bool {
        guard let division, case .record(let record) = self, let area = record.text("area") else { return true }
        return area == division
    }

    /// The register of market entities finds a company by its credit code.
    fileprivate func isCompany(_ code: String) -> Bool {
        guard case .record(let record) = self else { return false }
        return record.text("creditCode") == code
    }

    /// A register of places finds what became of a place by any name in it.
    fileprivate func names(_ place: String) -> Bool {
        guard case .record(let record) = self else { return false }
        return ([record.text("from"), record.text("to"), record.text("name")].compactMap(\.self) + record.texts("from") + record.texts("to"))
            .contains(place)
    }

    /// A register finds a record by any number written in it.
    fileprivate func isFound(by number: String) -> Bool {
        switch self {
        case .registration(let registration): registration.isFound(by: number)
        case .document(let document): document.number == number || document.holder.number == number
        case .crossing(let crossing): crossing.holder.number == number
        case .criminalJudgment(let judgment): judgment.holder.number == number
        case .marital(let entry): entry.a.number == number || entry.b?.number == number
        case .cremation(let cremation): cremation.holder.number == number
        case .death(let certificate): certificate.holder.number == number
        case .encounter(let encounter): encounter.holder.number == number
        case .decision(let decision): decision.parties.contains { $0.number == number }
        case .record(let record): record.everybody.contains { $0.number == number }
        }
    }
}

extension Registration {
    fileprivate func isFound(by number: String) -> Bool {
        holder.number == number || links.contains { $0.identifier.number == number }
    }
}
