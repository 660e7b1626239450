import ArgumentParser
import CMimalloc
import Configuration
import Gateway
import GatewayHTTP
import Glibc
import Ledger
import Logging
import Recording
import ServiceLifecycle
import ShangMi
import Telemetry
import UnixSignals

/// The daemon.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract:
            "Listen for service halls and answer them until told to stop (SIGTERM or SIGINT). SIGHUP: read adapters.json and catalogue.json again.")

    @OptionGroup var options: ConfigurationOptions

    func run() async throws {
        signal(SIGPIPE, SIG_IGN)
        // Until there is something to reload; whoever asks for it too early must not end the daemon.
        signal(SIGHUP, SIG_IGN)
        Self.forbidCoreDumps()
        let environment = ConfigurationOptions.environment()
        let path = try options.path(environment)
        let mistakes = MistakeList()
        let random = RandomReservoir()
        let read = Settings.read(path: path, environment: environment, into: mistakes)
        guard let settings = read, mistakes.isEmpty else {
            // What else is wrong, in the files that it names.
            if let read { _ = await Assembly.build(read, random: random, logger: Logger(label: "gatewayd"), into: mistakes) }
            throw Self.refusal(path, mistakes)
        }
        let telemetry = Telemetry.bootstrap(
            level: Logger.Level(rawValue: settings.logLevel) ?? .info, clock: { WallClock.milliseconds() }, random: { random.next() })
        defer { telemetry.flush() }
        let logger = Logger(label: "gatewayd")
        // Slower, not wrong: it happens where another library that replaces malloc(3) is loaded before.
        if !cmimalloc_serves_malloc() { logger.warning("memory does not come from mimalloc") }
        let fixed = FixedFiles(paths: [path, settings.clientsPath])
        guard let (clients, reloader, ledger) = await Self.assemble(settings, fixed, random, logger, telemetry, mistakes) else {
            throw Self.refusal(path, mistakes)
        }
        if settings.testBed != nil { logger.warning("test bed: legal date and addresses come from the test bed, never use this in production") }
        do {
            try await serve(settings, clients, reloader, ledger, telemetry, random, logger)
        } catch {
            await ledger.close(.failure)
            await reloader.shutdown()
            throw error
        }
        await ledger.close(.asked)
        await reloader.shutdown()
        logger.notice("stopped")
    }

    /// Who may ask, and all that a reload makes anew; nobody else holds the first generation, so that it can end.
    private static func assemble(
        _ settings: Settings, _ fixed: FixedFiles, _ random: RandomReservoir, _ logger: Logger, _ telemetry: Telemetry, _ mistakes: MistakeList
    ) async -> (ClientDirectory, Reloader, OpenedLedger)? {
        guard let assembly = await Assembly.build(settings, random: random, logger: logger, into: mistakes) else { return nil }
        let (keys, configuration) = (assembly.ledgerKeys, Reloader.digest(fixed, assembly.first))
        let opened = await OwnThread.run { [ledger = assembly.ledger] in
            OpenedLedger.open(ledger, keys, configuration: configuration, logger: logger) { end in
                // What was answered so far is safe; what was not will be closed at the next start. Nothing else may happen in this process.
                logger.critical("the ledger has ended, and the daemon with it", metadata: ["end": "\(end)"])
                telemetry.flush()
                _exit(Self.ledgerEndCode)
            }
        }
        let ledger: OpenedLedger
        switch opened {
        case .success(let open): ledger = open
        case .failure(let refusal):
            mistakes.add(file: refusal.place, pointer: "", refusal.reason)
            await assembly.shutdown()
            return nil
        }
        return (assembly.clients, Reloader(assembly, fixed: fixed) { await ledger.recording.record($0) }, ledger)
    }

    /// The exit code of a daemon whose ledger cannot tell what was written: a supervisor starts it again, which looks.
    private static let ledgerEndCode: Int32 = 74

    private func serve(
        _ settings: Settings, _ clients: ClientDirectory, _ reloader: Reloader, _ ledger: OpenedLedger, _ telemetry: Telemetry,
        _ random: RandomReservoir, _ logger: Logger
    ) async throws {
        let listen = settings.listen
        var limits = FrontDoorLimits()
        limits.connections = settings.limits.connections
        let door = FrontDoor(
            succession: reloader.succession, clients: clients, recording: ledger.recording,
            configuration: FrontDoorConfiguration(
                host: listen.host, port: listen.port, eventLoops: settings.limits.eventLoops,
                tls: .init(certificatePath: listen.certificate, keyPath: listen.key, clientAuthorityPath: listen.clientAuthority), limits: limits),
            environment: FrontDoorEnvironment(wallClock: { WallClock.milliseconds() }, random: { random.next() }),
            metricsText: { telemetry.registry.exposition() }, requestLog: telemetry.requestLog(label: logger.label), logger: logger,
            onListening: { port in logger.notice("listening", metadata: ["host": "\(listen.host)", "port": "\(port)"]) })
        let reloading = Reloading(signals: await UnixSignalsSequence(trapping: .sighup)) { _ = await reloader.reload() }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(service: door, successTerminationBehavior: .gracefullyShutdownGroup),
                    .init(service: reloading, successTerminationBehavior: .ignore),
                    .init(
                        service: ForgettingService(recording: ledger.recording, rules: ledger.retention, logger: logger),
                        successTerminationBehavior: .ignore),
                ], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        do {
            try await group.run()
        } catch {
            StandardError.write("gatewayd: cannot serve on \(listen.host):\(listen.port): \(error)")
            throw ExitCode(1)
        }
    }

    /// Says every mistake on standard error and ends with 1.
    private static func refusal(_ path: String, _ mistakes: MistakeList) -> ExitCode {
        StandardError.write(CheckConfig.report(path, nil, mistakes))
        return ExitCode(1)
    }

    /// Keys and personal data must not reach a disk through a crash.
    private static func forbidCoreDumps() {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    }
}
