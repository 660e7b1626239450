import ArgumentParser
import Logging
import Mocks
import ServiceLifecycle
import UnixSignals

/// Every department's registry on loopback, serving one population.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serves a population as department registries over HTTPS with mutual TLS, with an admin door (the default).",
        discussion: """
            Reads certificates and secrets from the state folder as scripts/make-pki lays them out, listens on free ports, and then writes \
            addresses.json there: the admin door, every department, and the process id. SIGTERM or SIGINT ends it.

            Exit codes: 0 ended as asked, 1 bad population or state folder, 2 wrong usage.
            """)

    @Option(help: ArgumentHelp("The population file.", valueName: "file"))
    var population: String?

    @Option(help: ArgumentHelp("The state folder.", valueName: "dir"))
    var state: String?

    @Option(help: ArgumentHelp("The admin door's port; 0 takes a free one.", valueName: "port"))
    var adminPort = 0

    @Option(help: ArgumentHelp("The address to listen on.", valueName: "address"))
    var host = "127.0.0.1"

    @Option(help: ArgumentHelp("Threads that serve the departments, 1 to 16.", valueName: "count"))
    var eventLoops = 1

    @Flag(help: "Print the JSON Schema of population files and end.")
    var printSchema = false

    func validate() throws {
        guard !printSchema else { return }
        if population == nil { throw ValidationError("Missing expected argument '--population <file>'") }
        if state == nil { throw ValidationError("Missing expected argument '--state <dir>'") }
        if !(0...65_535).contains(adminPort) { throw ValidationError("--admin-port must be from 0 to 65535.") }
        if !(1...16).contains(eventLoops) { throw ValidationError("--event-loops must be from 1 to 16.") }
        if host.isEmpty { throw ValidationError("--host must not be empty.") }
    }

    func run() async throws {
        if printSchema { return print(PopulationSchema.text, terminator: "") }
        let service = MockService(
            folder: StateFolder(state ?? ""), population: try Population.file(population ?? ""), host: host, adminPort: adminPort,
            eventLoopCount: eventLoops)
        var logger = Logger(label: "mock-registries", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = .warning
        let group = ServiceGroup(
            configuration: .init(services: [service], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
    }
}

/// The mocks as a service: up until the process is asked to end.
struct MockService: Service, CustomDebugStringConvertible {
    let folder: StateFolder
    let population: Population
    let host: String
    let adminPort: Int
    let eventLoopCount: Int

    /// The service group describes its services to its log even where nobody reads it: without this, the whole population, by reflection.
    var debugDescription: String { "mock registries" }

    func run() async throws {
        folder.removeAddresses()
        var options = MockRegistries.Options()
        options.host = host
        options.adminPort = adminPort
        options.eventLoopCount = eventLoopCount
        let authorities = MockDepartments.authorities
        let mocks = try await MockRegistries.start(
            population: population, pki: try folder.pki(for: authorities), secrets: try folder.secrets(for: authorities),
            departments: MockDepartments.all, options: options)
        do {
            try folder.writeAddresses(of: mocks)
            try await gracefulShutdown()
        } catch {
            await end(mocks)
            throw error
        }
        await end(mocks)
    }

    private func end(_ mocks: MockRegistries) async {
        folder.removeAddresses()
        await mocks.stop()
    }
}
