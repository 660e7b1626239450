import Gateway
import Hummingbird
import Logging
import NIOHTTP1
import Telemetry

/// What a handler knows besides the request itself.
struct EdgeContext: RequestContext {
    typealias Source = Arrival

    var coreContext: CoreRequestContextStorage
    /// The request as it came.
    let arrival: Arrival

    init(source: Arrival) {
        coreContext = CoreRequestContextStorage(source: source)
        arrival = source
    }
}

/// A context whose client is known: handlers on protected paths take this one, so none of them can forget to ask who is there.
struct AuthenticatedContext: ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    let arrival: Arrival
    let client: Client

    init(context: EdgeContext) throws {
        guard let client = context.arrival.request.client else {
            throw Problem(.clientUnknown, detail: "This path needs a client certificate whose name is in the list of clients")
        }
        coreContext = context.coreContext
        arrival = context.arrival
        self.client = client
    }
}

/// A request at the moment at which it is handed to the routes.
struct Arrival: RequestContextSource {
    let logger: Logger
    let request: ReceivedRequest
    /// Finds the request in the log.
    let reference: String
    let trace: TraceContext
}
