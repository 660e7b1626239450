package import Lives
import Oracle
package import Verification

/// Many societies, one after the other, in worlds without mistakes and with one class of mistakes at a time.
package struct Campaign: Sendable {
    /// People of one society; memory grows with it.
    package let societySize: Int
    package let today: CalendarDate
    package let shipped: Shipped

    package init(societySize: Int, today: CalendarDate, shipped: Shipped) {
        self.societySize = societySize
        self.today = today
        self.shipped = shipped
    }

    /// What is wrong with a world.
    package enum Mischief: Sendable, Hashable {
        case spoilt(DefectClass)
        /// Court decisions that are never shared.
        case neverShared

        package static let all: [Mischief] = DefectClass.allCases.map { .spoilt($0) } + [.neverShared]

        package var name: String {
            switch self {
            case .spoilt(let kind): kind.rawValue
            case .neverShared: HiddenEvent.Cause.neverShared.rawValue
            }
        }

        /// Far more often than in any province, so that few lives meet all that can come of it.
        var rates: DefectRates {
            var rates = DefectRates.none
            guard case .spoilt(let kind) = self else { return rates }
            rates[kind] =
                switch kind {
                case .wrongSeparator: 1_000_000
                case .fifteenDigitNumber: 900_000
                case .missingReissueLink: 500_000
                case .duplicateMarriage: 200_000
                case .wrongCharacter, .privateUseCharacter, .transposedDigits: 60_000
                case .sharedNumber: 40_000
                case .falseDeath: 20_000
                }
            return rates
        }
    }

    private func society(_ seed: UInt64) -> Society { Society(living: Plan(persons: societySize, seed: seed, today: today)) }

    /// A society whose registries make no mistakes and are honest about what they lack, punctual or late.
    package func honest(seed: UInt64, lag: Plan.Lag) -> Comparison {
        Comparison(society(seed).told(defects: .none, lag: lag), by: shipped)
    }

    /// What only comes of a mischief: the disagreements that the same lives do not cause without it.
    package func mischievous(_ mischiefs: [Mischief], seed: UInt64) -> [(mischief: Mischief, comparison: Comparison, disagreements: [Disagreement])] {
        let society = society(seed)
        let punctual = Comparison(society, by: shipped)
        return mischiefs.map { mischief in
            switch mischief {
            case .spoilt:
                let spoilt = Comparison(society.told(defects: mischief.rates, lag: .none), by: shipped)
                return (mischief, spoilt, spoilt.disagreements(besides: punctual))
            case .neverShared:
                let late = Comparison(society.told(defects: .none, lag: .delays), by: shipped)
                let silent = Comparison(society.told(defects: .none, lag: .standard), by: shipped)
                return (mischief, silent, silent.disagreements(besides: late))
            }
        }
    }
}
