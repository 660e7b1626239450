import AdapterKit
import Verification

/// Which registries each claim of the catalogue rests on, and who answers for each of them: what an operator wants to compare when a file changes.
struct RouteMap: Sendable, Equatable {
    /// By the claim's word.
    let claims: [ClaimKind: ClaimRoute]

    /// Needs nothing of an entry but what stands in it: credentials may be missing.
    init(_ catalogue: Catalogue, _ entries: [DepartmentEntry]) {
        var doors: [RegistryID: Door] = [:]
        for entry in entries {
            for (registry, coverage) in entry.registries where doors[registry] == nil {
                doors[registry] = Door(
                    department: entry.name, adapter: entry.adapter.manifest.name, address: entry.connection.address, coverage: coverage)
            }
        }
        claims = catalogue.claims.mapValues { entry in
            let roles: [(Role, [RegistryID])] = [
                (.required, entry.sources.required), (.advisory, entry.sources.advisory), (.requiredDefeater, entry.defeaters.required),
                (.advisoryDefeater, entry.defeaters.advisory),
            ]
            return ClaimRoute(
                certificates: catalogue.certificates.filter { $0.claims.contains(entry.kind) }.map(\.id.rawValue), mergeRule: entry.mergeRule,
                legs: roles.flatMap { role, registries in
                    registries.map { registry in
                        let door = doors[registry]
                        return Leg(
                            role: role, registry: registry, department: door?.department, adapter: door?.adapter, address: door?.address,
                            coverageFrom: door?.coverage.from, isClosedWorld: door?.coverage.closedWorldClaims.contains(entry.kind) ?? false)
                    }
                })
        }
    }

    /// Through whom a registry is asked.
    private struct Door {
        let department: String
        let adapter: String
        let address: String
        let coverage: RegistryCoverage
    }

    /// How a claim rests on a registry, in the words of the catalogue.
    enum Role: String, Sendable {
        case required
        case advisory
        case requiredDefeater = "required defeater"
        case advisoryDefeater = "advisory defeater"
    }

    /// The way of one claim.
    struct ClaimRoute: Sendable, Equatable {
        /// Ids of the certificates that ask it, in the order of the list.
        let certificates: [String]
        let mergeRule: String
        /// In the order of the catalogue.
        let legs: [Leg]
    }

    /// One registry on the way, and its door; department, adapter and address are nil together: nobody has joined it.
    struct Leg: Sendable, Equatable {
        let role: Role
        let registry: RegistryID
        let department: String?
        let adapter: String?
        let address: String?
        let coverageFrom: CalendarDate?
        /// Whether "no record" of this registry is an authoritative negative for this claim.
        let isClosedWorld: Bool
    }
}
