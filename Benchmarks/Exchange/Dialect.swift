import AdapterKit
import Adapters
import StrictJSON
import Verification

/// One dataset that is asked in two ways which speak the very same dialect: by a native adapter, and by a description beside this file.
struct Dialect: Sendable {
    let authority: String
    let registry: RegistryID
    /// The form of the messages, for the table.
    let form: String
    let native: any RegistryAdapter.Type
    /// The settings of the native adapter.
    let settings: JSON
    /// Its secrets, which the description uses as well.
    let secrets: [String]

    static let all: [Dialect] = [
        Dialect(
            authority: "public-security", registry: .crimeRecord, form: "JSON, x-tif", native: PublicSecurityAdapter.self,
            settings: [
                "callerID": "gatewayd-demo",
                "services": ["ps-population": "svc-rkxxcx", "ps-exit-entry": "svc-crjzjcx", "crime-record": "svc-fzjlcx"],
            ], secrets: ["token"]),
        Dialect(
            authority: "civil-affairs", registry: .marriage, form: "form and JSON, gjgxjhpt", native: CivilAffairsAdapter.self,
            settings: ["callerID": "gatewayd-demo", "services": ["ca-marriage": "s_demo_marriage", "ca-funeral": "s_demo_funeral"]],
            secrets: ["app-key", "access-key"]),
        Dialect(
            authority: "health", registry: .healthService, form: "SOAP, GB 18030", native: HealthAdapter.self,
            settings: ["callerID": "gatewayd-demo"], secrets: ["licence-key"]),
    ]
}

/// One person of `population.json` to ask about, with the number of rows that every registry there holds about him.
struct Subject: Sendable {
    let person: Person
    let rows: Int

    static let all: [Subject] = [
        Subject(name: "陈安然", number: "449901198512040025", rows: 1), Subject(name: "李思齐", number: "449901199511110073", rows: 20),
    ]

    private init(name: String, number: String, rows: Int) {
        person = Person(name: PersonName(text: name, original: name), identifier: Identifier(type: .residentID, number: number))
        self.rows = rows
    }
}
