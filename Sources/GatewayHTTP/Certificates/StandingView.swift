import StrictJSON
import Verification

/// The answer to "may this certificate be demanded?".
enum StandingView {
    static func abolished(_ certificate: Certificate, _ catalogue: Catalogue) -> JSON {
        [
            "status": "abolished", "mayBeDemanded": false, "certificate": .object(CertificateView.summary(of: certificate)),
            "routes": .array(certificate.routes.map { ["id": .string($0.rawValue), "name": catalogue.routes[$0]?.json ?? .null] }),
            "exceptions": .array(certificate.exceptions.map { ["category": .string($0.category.rawValue), "name": $0.name.json] }),
            "legalBasis": catalogue.source.json,
            "text": Text(
                zh: "这项证明已经取消，不得向居民索要。", en: "This certificate is abolished and may not be demanded from a resident."
            ).json,
            "complaint": complaint,
        ]
    }

    static func retained(_ entry: RetainedCertificate) -> JSON {
        [
            "status": "retained", "mayBeDemanded": true,
            "retained": [
                "name": entry.name.json, "aliases": .array(entry.aliases.map(\.json)), "demandingUnit": entry.demandingUnit.json,
                "purpose": entry.purpose.json,
            ],
            "legalBasis": entry.legalBasis.json,
            "text": Text(
                zh: "这项证明依法保留，只能由列明的单位为列明的用途索要。",
                en: "This certificate is retained by law; only the unit named may demand it, for the purpose named."
            ).json,
        ]
    }

    static var notListed: JSON {
        [
            "status": "not-listed", "mayBeDemanded": false,
            "text": Text(
                zh: "这项证明不在保留清单内，不得要求居民提供。", en: "This certificate is not on the retained list and may not be demanded."
            ).json,
            "complaint": complaint,
        ]
    }

    private static var complaint: JSON {
        Text(
            zh: "仍有单位索要的，可以向其上级主管部门反映，或者通过政务服务投诉渠道投诉。",
            en: "If anybody still demands it, tell the superior department or complain through the government service channels."
        ).json
    }
}
