import Verification

/// A society with what registries hold of it, ready to be written.
package struct Generation: Sendable {
    package let society: Society
    package let projection: Projection

    /// Generates; the same plan gives the same society.
    package init(_ plan: Plan) {
        society = Society(living: plan)
        projection = Projection(of: society)
    }

    /// Writes the population file and then the oracle, in pieces; returns the counts.
    package func write(
        population: @escaping ([UInt8]) throws -> Void, oracle: @escaping ([UInt8]) throws -> Void
    ) throws -> Summary {
        var summary = Summary(society)
        try PopulationFile(projection).write(to: population) { summary.see($0) }
        try OracleFile(projection, summary).write(to: oracle)
        return summary
    }
}
