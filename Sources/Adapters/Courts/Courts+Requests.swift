import AdapterKit
import StrictJSON
import Verification

extension CourtsAdapter {
    private static let applications = "/judgments/applications"

    /// The application for everything that the courts hold under a person's number. The person stands in the body, never in the path.
    static func application(about person: Person, context: ExchangeContext) -> OutboundRequest {
        let body: JSON = [
            "exchange": .string(context.exchangeID),
            "applicant": ["unit": .string(context.unitCode), "matter": .string(context.matterCode), "case": .string(context.caseNumber)],
            "person": ["idNumber": .string(person.identifier.number), "name": .string(person.name.text)],
        ]
        return OutboundRequest(
            .post, applications, headers: [OutboundRequest.Header("Content-Type", "application/json")] + common(context), body: body.encoded())
    }

    /// A look at the answer to one application, by its number of 20 digits.
    static func look(at queryNumber: String, context: ExchangeContext) -> OutboundRequest {
        OutboundRequest(.get, "\(applications)/\(queryNumber)", headers: common(context))
    }

    private static func common(_ context: ExchangeContext) -> [OutboundRequest.Header] {
        let accept = OutboundRequest.Header("Accept", "application/json")
        return context.traceparent.map { [accept, OutboundRequest.Header("traceparent", $0)] } ?? [accept]
    }
}
