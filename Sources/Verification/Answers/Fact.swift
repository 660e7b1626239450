/// A typed, dated thing that a registry holds. Adapters make facts out of the registry's own language; merge rules read nothing else.
package enum Fact: Sendable, Hashable {
    case registration(Registration)
    case document(IdentityDocument)
    case crossing(Crossing)
    case criminalJudgment(CriminalJudgment)
    case marital(MaritalEntry)
    case cremation(Cremation)
    case death(DeathCertificate)
    case encounter(Encounter)
    case decision(CourtDecision)
    /// What a registry holds that no rule judges yet, in the words of ``RecordKind``.
    case record(Record)
}

/// A person as a registry writes him or her in one record. The name may be misspelt, the number may be an old one.
package struct Party: Sendable, Hashable {
    /// Nil when the record has no name.
    package let name: String?
    /// Nil when the record has no number.
    package let number: String?

    package init(name: String?, number: String?) {
        self.name = name
        self.number = number
    }
}

/// One person's entry in the population register.
package struct Registration: Sendable, Hashable {
    /// Present name and number.
    package let holder: Party
    package let status: RegistrationStatus
    /// GB/T 2261.1: "male" or "female", else nil.
    package let sex: String?
    package let birthDate: CalendarDate?
    /// GB/T 3304 code or name, as the register writes it.
    package let ethnicity: String?
    package let formerNames: [FormerName]
    /// Numbers that the register itself links to this person: former ones, the 15-digit form, permits.
    package let links: [IdentifierLink]
    /// Where the household registration was, in time.
    package let residences: [Residence]

    package init(
        holder: Party, status: RegistrationStatus, sex: String? = nil, birthDate: CalendarDate? = nil, ethnicity: String? = nil,
        formerNames: [FormerName] = [], links: [IdentifierLink] = [], residences: [Residence] = []
    ) {
        self.holder = holder
        self.status = status
        self.sex = sex
        self.birthDate = birthDate
        self.ethnicity = ethnicity
        self.formerNames = formerNames
        self.links = links
        self.residences = residences
    }
}

/// Whether a household registration stands.
package enum RegistrationStatus: Sendable, Hashable {
    case active
    case cancelled(CancellationReason, on: CalendarDate?)
}

/// Why a household registration was cancelled; only one of them says that the person died.
package enum CancellationReason: String, Sendable, CaseIterable {
    case death, emigrated, army, duplicate
}

/// A name that the person had until a day.
package struct FormerName: Sendable, Hashable {
    package let name: String
    package let until: CalendarDate?

    package init(name: String, until: CalendarDate?) {
        self.name = name
        self.until = until
    }
}

/// Another number of the same person, by a registry's own word.
package struct IdentifierLink: Sendable, Hashable {
    package let identifier: Identifier
    /// The name written with that number, when the register says it.
    package let name: String?
    /// Until when it was in use; nil when it still is or is not known.
    package let until: CalendarDate?

    package init(identifier: Identifier, name: String? = nil, until: CalendarDate? = nil) {
        self.identifier = identifier
        self.name = name
        self.until = until
    }
}

/// A household registration at an address during a time.
package struct Residence: Sendable, Hashable {
    package let division: String?
    package let address: String?
    package let from: CalendarDate?
    package let until: CalendarDate?
    /// The register's own number of the household (户号); several households can have one address.
    package let household: String?
    /// Relation to the head of that household, GB/T 4761 code.
    package let relation: String?

    package init(
        division: String?, address: String?, from: CalendarDate?, until: CalendarDate?, household: String? = nil, relation: String? = nil
    ) {
        self.division = division
        self.address = address
        self.from = from
        self.until = until
        self.household = household
        self.relation = relation
    }
}

/// A passport or permit on the exit-entry register.
package struct IdentityDocument: Sendable, Hashable {
    package let holder: Party
    /// An ``IdentifierType`` raw value, or `resident-id-card`.
    package let type: String
    package let number: String
    package let validFrom: CalendarDate?
    package let validUntil: CalendarDate?
    /// Reported lost or withdrawn.
    package let isRevoked: Bool

    package init(holder: Party, type: String, number: String, validFrom: CalendarDate?, validUntil: CalendarDate?, isRevoked: Bool = false) {
        self.holder = holder
        self.type = type
        self.number = number
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.isRevoked = isRevoked
    }
}

/// A border crossing in person.
package struct Crossing: Sendable, Hashable {
    package let holder: Party
    package let date: CalendarDate

    package init(holder: Party, date: CalendarDate) {
        self.holder = holder
        self.date = date
    }
}

/// An effective criminal judgment. Detention, bail and pending trial are no criminal record and never become one of these.
package struct CriminalJudgment: Sendable, Hashable {
    package let holder: Party
    package let effective: CalendarDate
    package let offenceDate: CalendarDate?
    /// A sealed juvenile record: answered as none (Criminal Procedure Law 286).
    package let isSealed: Bool

    package init(holder: Party, effective: CalendarDate, offenceDate: CalendarDate?, isSealed: Bool) {
        self.holder = holder
        self.effective = effective
        self.offenceDate = offenceDate
        self.isSealed = isSealed
    }
}

/// One row of the marriage register.
package struct MaritalEntry: Sendable, Hashable {
    package let kind: MaritalEntryKind
    package let a: Party
    /// Nil only for a refusal to resume, which one spouse declares alone.
    package let b: Party?
    /// Day of the registration, application, reissue or declaration.
    package let date: CalendarDate
    /// On a reissue: the day of the original registration, when the register notes it.
    package let original: CalendarDate?

    package init(kind: MaritalEntryKind, a: Party, b: Party?, date: CalendarDate, original: CalendarDate? = nil) {
        self.kind = kind
        self.a = a
        self.b = b
        self.date = date
        self.original = original
    }
}

/// What a row of the marriage register is; operation codes in brackets (`domain.md` B.1).
package enum MaritalEntryKind: String, Sendable, CaseIterable {
    /// Marriage (IA).
    case marriage
    /// Marriage with a foreign, Hong Kong, Macao or Taiwan party (INR).
    case marriageForeign = "marriage-foreign"
    /// Divorce by registration (IB).
    case divorce
    /// Reissued marriage certificate (ICA): not a marriage.
    case reissuedMarriage = "reissued-marriage"
    /// Reissued divorce certificate (ICB): not a divorce.
    case reissuedDivorce = "reissued-divorce"
    /// Marriage annulled by the office (ID, historic): void from the beginning.
    case annulled
    /// A divorce applied for, not registered: no legal effect (Civil Code 1077).
    case divorceApplication = "divorce-application"
    /// One spouse's written refusal to resume the marriage after a revoked declaration of death (Civil Code 51).
    case refusalToResume = "refusal-to-resume"
}

/// A cremation.
package struct Cremation: Sendable, Hashable {
    package let holder: Party
    package let died: CalendarDate?
    package let date: CalendarDate

    package init(holder: Party, died: CalendarDate?, date: CalendarDate) {
        self.holder = holder
        self.died = died
        self.date = date
    }
}

/// A medical certificate of death.
package struct DeathCertificate: Sendable, Hashable {
    package let holder: Party
    /// Day of death; nil when the certificate's data lack it.
    package let date: CalendarDate?
    package let certificateNumber: String?

    package init(holder: Party, date: CalendarDate?, certificateNumber: String?) {
        self.holder = holder
        self.date = date
        self.certificateNumber = certificateNumber
    }
}

/// An encounter with a health institution that needs the person's presence: a sign of life.
package struct Encounter: Sendable, Hashable {
    package let holder: Party
    package let date: CalendarDate
    /// admission, outpatient or emergency.
    package let visit: String

    package init(holder: Party, date: CalendarDate, visit: String) {
        self.holder = holder
        self.date = date
        self.visit = visit
    }
}

/// A decision of a people's court about a person's status.
package struct CourtDecision: Sendable, Hashable {
    package let kind: CourtDecisionKind
    package let standing: CourtDecisionStanding
    /// The person, or both spouses.
    package let parties: [Party]
    /// The day from which it has legal effect; nil unless effective.
    package let effective: CalendarDate?
    /// On a declaration of death after an accident: the day of the accident (Civil Code 48).
    package let accident: CalendarDate?
    /// On a foreign divorce or its recognition: the day of the foreign decision.
    package let foreignDate: CalendarDate?

    package init(
        kind: CourtDecisionKind, standing: CourtDecisionStanding, parties: [Party], effective: CalendarDate?, accident: CalendarDate? = nil,
        foreignDate: CalendarDate? = nil
    ) {
        self.kind = kind
        self.standing = standing
        self.parties = parties
        self.effective = effective
        self.accident = accident
        self.foreignDate = foreignDate
    }
}

/// What the court decided.
package enum CourtDecisionKind: String, Sendable, CaseIterable {
    case divorce
    case nullity
    case annulment
    case declaredMissing = "declared-missing"
    case declaredMissingRevoked = "declared-missing-revoked"
    case declaredDead = "declared-dead"
    case declaredDeadRevoked = "declared-dead-revoked"
    /// Mainland recognition of a foreign, Hong Kong, Macao or Taiwan divorce.
    case recognition
    /// A foreign divorce that was presented and is not recognised.
    case foreignDivorce = "foreign-divorce"
    case paternity
}

/// How far a decision has come; only an effective one changes a status.
package enum CourtDecisionStanding: String, Sendable, CaseIterable {
    case effective
    /// Decided in first instance, appeal open or pending.
    case firstInstance = "first-instance"
    case refused
    case withdrawn
}
