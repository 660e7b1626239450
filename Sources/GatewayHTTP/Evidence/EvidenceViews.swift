import Ledger
import Recording
import StrictJSON
import Verification

/// What everybody is told who has a receipt's code, as JSON (`ReceiptStanding` in `openapi.json`).
struct ShownReceiptView {
    let receipt: ShownReceipt

    var json: JSON {
        let content = receipt.content
        return [
            "code": .string(receipt.code.text), "standing": .string(receipt.standing.rawValue),
            "certificate": content.map { .string($0.certificate.rawValue) } ?? .null,
            "verdict": content.map { .string($0.verdict.rawValue) } ?? .null,
            "claims": .array((content?.conclusions ?? []).map(Self.conclusion)),
            "hall": content.map { .string($0.hall) } ?? .null,
            "issuedAt": content.map { .string(Moment.inChina(milliseconds: $0.issuedAt.milliseconds).rfc3339) } ?? .null,
            "log": content.map { .string($0.log) } ?? .null,
            "index": content.map { .integer($0.index) } ?? .null,
        ]
    }

    private static func conclusion(_ conclusion: ShownConclusion) -> JSON {
        [
            "claim": conclusion.claim.map { .string($0.rawValue) } ?? .null, "verdict": .string(conclusion.verdict.rawValue),
            "asOf": .string(conclusion.asOf.description), "validUntil": conclusion.validUntil.map { .string($0.description) } ?? .null,
        ]
    }
}

/// Who asked what about a person, as JSON (`AccessReport` in `openapi.json`). How many inquiries are hidden is not told: that there is one is
/// what the law hides.
struct AccessReportView {
    let report: AccessReport

    var json: JSON { ["inquiries": .array(report.inquiries.map(Self.inquiry))] }

    private static func inquiry(_ inquiry: ToldInquiry) -> JSON {
        let purpose = inquiry.purpose
        return [
            "verification": inquiry.verification.map { .string($0.text) } ?? .null,
            "at": .string(Moment.inChina(milliseconds: inquiry.at.milliseconds).rfc3339),
            "client": ["name": .string(inquiry.client.name), "unitCode": .string(inquiry.client.unitCode)],
            "certificate": .string(inquiry.certificate.rawValue), "claims": .array(inquiry.claims.map { .string($0.rawValue) }),
            "purpose": [
                "category": .string(purpose.category.rawValue), "matter": purpose.matterName.map { .string($0) } ?? .null,
                "legalBasis": purpose.legalBasis.map { .string($0) } ?? .null, "consent": purpose.consent.map { .string($0) } ?? .null,
            ],
            "verdict": inquiry.verdict.map { .string($0.rawValue) } ?? .null,
            "registries": .array(inquiry.registries.map { .string($0.rawValue) }),
        ]
    }
}
