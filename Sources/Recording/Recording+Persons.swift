package import Gateway
import Ledger
package import Verification

extension Recording {
    /// Entries read at a time when a person's are gone through.
    private static let page = 256

    /// Everything that was asked about a person and may be told, the oldest first; the report is itself an entry.
    ///
    /// Only inquiries whose subject has that very number are told in full; entries in which the person is somebody's relative name no one else.
    package func accessReport(about subject: Person, through client: Client, today: CalendarDate) async throws(RecordingFailure) -> AccessReport {
        let sealer = sealer
        let report = try await read { reading in try reading.report(about: subject.identifier.inNormalForm, sealer, today: today, page: Self.page) }
        let record = AccessReportRecord(
            client: RecordedClient(client), subject: subject, told: report.inquiries.count, hidden: report.hidden)
        _ = try await append([draft(record, nil)])
        return report
    }
}

extension LedgerReading {
    fileprivate func report(about identifier: Identifier, _ sealer: Sealer, today: CalendarDate, page: Int) throws -> AccessReport {
        var told: [ToldInquiry] = []
        var hidden = 0
        for id in try verifications(naming: identifier, sealer, page: page) {
            guard let inquiry = try telling(id, about: identifier, sealer) else { continue }
            if let until = inquiry.hiddenUntil, today < until { hidden += 1 } else { told.append(inquiry.told) }
        }
        told.sort { $0.at < $1.at }
        return AccessReport(inquiries: told, hidden: hidden)
    }

    private func telling(
        _ id: VerificationID, about identifier: Identifier, _ sealer: Sealer
    ) throws -> (told: ToldInquiry, hiddenUntil: CalendarDate?)? {
        var intent: IntentRecord?
        var at: Timestamp?
        var verdict: Verdict?
        var registries: Set<RegistryID> = []
        for entry in try entries(of: id) {
            guard case .opened(let opened) = try sealer.opening(entry.entry) else { continue }
            switch opened.record {
            case let record as IntentRecord: (intent, at) = (record, opened.leaf.stamp.at)
            case let record as ExchangeRecord where record.about.inNormalForm == identifier: registries.insert(record.registry)
            case let record as OutcomeRecord: verdict = record.verdict
            default: break
            }
        }
        guard let intent, let at else { return nil }
        let isSubject = intent.inquiry.subject?.identifier.inNormalForm == identifier
        let told = ToldInquiry(
            verification: id, at: at, client: intent.client, certificate: intent.inquiry.certificate,
            claims: isSubject ? intent.inquiry.claims.map(\.kind) : [], purpose: intent.inquiry.purpose, verdict: isSubject ? verdict : nil,
            registries: registries.sorted())
        return (told, intent.hiddenUntil)
    }
}
