import StrictJSON
package import Verification

/// The table of contents of the product: one inquiry walks from admission to its result.
///
/// Values go right and come back; each step is a folder beside this file.
package struct Gateway: Sendable {
    /// The 23 certificates and everything that is known about them.
    package let catalogue: Catalogue
    let directory: RegistryDirectory
    let dispatch: Dispatch
    let occupancy: Occupancy
    let environment: GatewayEnvironment
    let meters: VerdictMeters

    package init(catalogue: Catalogue, directory: RegistryDirectory, occupancy: Occupancy, environment: GatewayEnvironment) {
        self.catalogue = catalogue
        self.directory = directory
        dispatch = Dispatch(directory: directory, exchangeID: environment.exchangeID)
        self.occupancy = occupancy
        self.environment = environment
        meters = VerdictMeters(certificates: catalogue.certificates.map(\.id))
    }

    /// Asks what `inquiry` asks on behalf of `client`, and waits at most `wait` for registries.
    ///
    /// Throws only when the question may not be asked or cannot be taken on; every trouble with registries is part of the result.
    ///
    /// - Parameter beforeAsking: Called once, when it is settled that it will be asked and before anything is; nothing is asked and nil comes
    ///   back when it gives false.
    package func verify(
        _ inquiry: Inquiry, for client: Client, within wait: Duration, beforeAsking: (PlannedVerification) async -> Bool
    ) async throws(Refusal) -> Verified? {
        guard let walked = try await walk(inquiry, for: client, within: wait, beforeAsking) else { return nil }
        return Verified(result: walked.result, exchanges: walked.asked.exchanges)
    }

    /// The same, and which registries were asked together, round by round: one for each question. Leaves no trace: for rehearsals.
    package func explain(
        _ inquiry: Inquiry, for client: Client, within wait: Duration
    ) async throws(Refusal) -> (result: VerificationResult, rounds: [[RegistryID]]) {
        guard let (result, asked) = try await walk(inquiry, for: client, within: wait, { _ in true }) else { throw .stopping }
        var rest = asked.exchanges[...]
        let rounds = asked.rounds.map { count in
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count).map(\.answer.question.registry).sorted()
        }
        return (result, rounds)
    }

    private func walk(
        _ inquiry: Inquiry, for client: Client, within wait: Duration, _ beforeAsking: (PlannedVerification) async -> Bool
    ) async throws(Refusal) -> (result: VerificationResult, asked: Asked)? {
        let askedAt = environment.wallClock()
        let today = environment.legalDate()
        let plan = try admit(inquiry, by: client)
        guard occupancy.enter() else { throw .overloaded(retryAfterSeconds: 1) }
        defer { occupancy.leave() }
        let planned = PlannedVerification(id: environment.verificationID(), asksRegistries: plan.asksRegistries && inquiry.subject != nil)
        guard await beforeAsking(planned) else { return nil }
        var asked = await ask(plan, inquiry, for: client, within: wait, today: today)
        let findings = merge(plan, &asked, today: today)
        return (close(inquiry, planned.id, plan, findings, asked, for: client, askedAt: askedAt, today: today), asked)
    }

    /// Today in Asia/Shanghai, or the fixed day of a test bed.
    package func legalDate() -> CalendarDate { environment.legalDate() }
}

extension Gateway {
    /// May it be asked, and if so, what is to be done? Nothing about the subject is looked at here.
    private func admit(_ inquiry: Inquiry, by client: Client) throws(Refusal) -> Plan {
        guard let certificate = catalogue.certificate(inquiry.certificate) else {
            throw .invalid([.init(pointer: "/certificate", code: "unknown-value", reason: "is not in the catalogue")])
        }
        let plan = Plan(for: inquiry, certificate: certificate, catalogue: catalogue)
        let objections = Admission.objections(to: plan, of: inquiry, certificate: certificate, by: client)
        if !objections.isEmpty { throw .forbidden(objections) }
        return plan
    }

    /// Asks round by round: what the claims want to know first, then what those answers make them want to know.
    private func ask(_ plan: Plan, _ inquiry: Inquiry, for client: Client, within wait: Duration, today: CalendarDate) async -> Asked {
        guard let subject = inquiry.subject, case .ask(let claims) = plan else { return Asked(evidence: nil, exchanges: []) }
        let end = ContinuousClock.now.advanced(by: wait)
        var context = VerificationContext(
            deadline: end, matterCode: inquiry.purpose.matterCode, caseNumber: inquiry.purpose.caseNumber,
            unitCode: client.unitCode, traceparent: TraceContext.current())
        var asked = Asked(evidence: Evidence(today: today, subject: subject, coverage: directory.coverage), exchanges: [])
        for _ in 0..<Plan.maximumRounds {
            let questions = Plan.nextQuestions(for: claims, after: &asked)
            if questions.isEmpty { break }
            context.deadline = Plan.roundDeadline(from: .now, to: end)
            asked.add(await dispatch.ask(questions, context: context))
        }
        return asked
    }

    /// Answers become findings; pure from here on.
    private func merge(_ plan: Plan, _ asked: inout Asked, today: CalendarDate) -> [Finding] {
        switch plan {
        case .settled(let verdict, let reason, let claims):
            claims.isEmpty
                ? [Finding(claim: nil, verdict: verdict, reason: reason, asOf: today, trace: [TraceStep(.gate, TraceCode(reason))])]
                : claims.map {
                    Finding(
                        claim: $0, verdict: verdict, reason: reason, asOf: $0.at(today: today), trace: [TraceStep(.gate, TraceCode(reason))])
                }
        case .ask(let claims):
            asked.findings(on: claims)
                ?? claims.map {
                    Finding(
                        claim: $0.claim, verdict: .inconclusive, reason: .identityNotEstablished, asOf: $0.claim.at(today: today),
                        trace: [TraceStep(.gate, .identityOpen)])
                }
        }
    }

    /// Puts the result together and takes out what this client may not see.
    private func close(
        _ inquiry: Inquiry, _ id: String, _ plan: Plan, _ findings: [Finding], _ asked: Asked, for client: Client, askedAt: Int64,
        today: CalendarDate
    ) -> VerificationResult {
        let findings = findings.map { Disclosure.limit($0, for: client, today: today) }
        let verdict = Verdict.overall(findings.map(\.verdict)) ?? .inconclusive
        meters.record(inquiry.certificate, verdict)
        return VerificationResult(
            id: id, certificate: inquiry.certificate, subject: inquiry.subject, normalised: inquiry.normalised,
            verdict: verdict, findings: findings, sources: asked.sources(claims: plan.claims, findings: findings, directory: directory),
            corrections: findings.flatMap(\.corrections).withoutRepeats(),
            nextSteps: catalogue.certificate(inquiry.certificate).map {
                NextSteps.steps(
                    for: findings, verdict: verdict, certificate: $0, purpose: inquiry.purpose.category, catalogue: catalogue)
            } ?? [],
            askedAt: askedAt, answeredAt: environment.wallClock())
    }
}
