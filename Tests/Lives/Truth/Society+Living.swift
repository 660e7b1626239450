extension Society {
    /// Lets everybody live and gives each a biography. The same plan gives the same society.
    package init(living plan: Plan) {
        self = Simulation.run(plan)
        Biography.write(into: &self)
    }
}
