package import Gateway
import Lives
import Oracle
package import Verification

/// A claim with everything that was answered to its questions: what a merge rule is given.
package struct MergeSample: Sendable {
    package let claim: Claim
    package let sources: ClaimSources
    package let evidence: Evidence
}

extension Campaign {
    /// What is given to the merge rules about everybody of a society whose registries make no mistakes; for measuring them.
    package func mergeSamples(seed: UInt64) -> [MergeSample] {
        let society = Society(living: Plan(persons: societySize, seed: seed, today: today))
        let registers = Registers(of: society, declaring: shipped.closedWorlds)
        var inquirer = Inquirer(registers, shipped)
        var questionnaire = Questionnaire(Oracle(society))
        var samples: [MergeSample] = []
        for person in society.lives.indices {
            inquirer.turn()
            for posed in questionnaire.about(person) {
                samples.append(
                    MergeSample(
                        claim: posed.claim, sources: shipped.catalogue.sources(for: posed.claim.kind), evidence: inquirer.ask(posed).evidence))
            }
        }
        return samples
    }
}
