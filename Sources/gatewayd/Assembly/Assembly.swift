import CurlTransport
import Gateway
import Logging
import ShangMi
import StrictJSON

/// The whole daemon put together from its files: the one place that knows every room.
struct Assembly {
    let frame: AssembledGateway.Frame
    let clients: ClientDirectory
    let ledger: LedgerSettings
    let ledgerKeys: LedgerKeys
    /// What a reload makes anew, as it is at start.
    let first: AssembledGateway

    var settings: Settings { frame.settings }
    var gateway: Gateway { first.gateway }

    /// Reads every further file and builds everything that can be built without listening. All mistakes are reported together; nil when there is one.
    static func build(
        _ settings: Settings, random: RandomReservoir = RandomReservoir(), logger: Logger, into mistakes: MistakeList
    ) async -> Assembly? {
        let frame = AssembledGateway.Frame(settings, random: random, logger: logger)
        let clients = clients(settings.clientsPath, mistakes)
        let ledgerKeys = settings.ledger.flatMap { LedgerKeys.read($0, into: mistakes) }
        switch AssembledGateway.build(in: frame, into: mistakes) {
        case .refused(_, let endings):
            for ending in endings { await ending.shutdown() }
            return nil
        case .built(let gateway):
            guard let clients, let ledger = settings.ledger, let ledgerKeys else {
                await gateway.shutdown()
                return nil
            }
            return Assembly(frame: frame, clients: clients, ledger: ledger, ledgerKeys: ledgerKeys, first: gateway)
        }
    }

    /// Ends the pools; what is still running in them fails.
    func shutdown() async { await first.shutdown() }

    private static func clients(_ path: String, _ mistakes: MistakeList) -> ClientDirectory? {
        guard let file = ConfigurationFile.read(path, into: mistakes) else { return nil }
        let problems = ProblemList()
        let clients = ClientDirectory.read(file.json, into: problems)
        mistakes.add(file: path, problems.all)
        return clients
    }
}
