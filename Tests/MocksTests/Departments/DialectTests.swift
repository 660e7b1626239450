import Mocks
import Testing
import Verification

/// What every department of the thirteen must do, whatever its dialect.
@Suite struct DialectTests {
    @Test("a good call is answered with what is on record, as it is written", arguments: Caller.all)
    func happy(_ caller: Caller) throws {
        let response = try caller.reply()
        #expect(response.validation == "ok" && response.isReadable)
        #expect(response.readable.contains("陈安然") && response.readable.contains(Worlds.numberA))
    }

    @Test("who is not on record is not found", arguments: Caller.all)
    func nobody(_ caller: Caller) throws {
        let response = try caller.reply(about: Party(name: "李思齐", number: "449901199511110073"))
        #expect(response.validation == "ok" && response.isReadable)
        #expect(!response.readable.contains("陈安然"))
    }

    @Test("the number decides, not the name, but where the department says otherwise", arguments: Caller.all)
    func otherName(_ caller: Caller) throws {
        let response = try caller.reply(about: Party(name: "李思齐", number: Worlds.numberA))
        #expect(response.readable.contains("陈安然") == !caller.comparesNames)
    }

    @Test("other secrets are not accepted", arguments: Caller.all)
    func stranger(_ caller: Caller) throws {
        guard let verdict = caller.stranger else { return }
        let others = caller.secrets.mapValues { $0 + "-other" }
        let response = try caller.reply(from: caller.department(knowing: others))
        #expect(response.validation == verdict)
        #expect(!response.readable.contains("陈安然"))
    }

    @Test("an empty success says nothing about anybody and is good all the same", arguments: Caller.all)
    func emptySuccess(_ caller: Caller) throws {
        let response = try caller.reply(fault: .emptySuccess)
        #expect(response.validation == "ok" && response.status < 300 && response.isReadable)
        #expect(!response.readable.contains("陈安然"))
    }

    @Test("errors of the service are said in its words, and in other words than having nothing", arguments: Caller.all)
    func errors(_ caller: Caller) throws {
        let nothing = try caller.reply(about: Party(name: "李思齐", number: "449901199511110073")).readable
        var said: Set<String> = [nothing, try caller.reply().readable]
        for fault in [DialectFault.businessError, .closedHours, .expiredSecret] {
            let response = try caller.reply(fault: fault)
            #expect(response.isReadable && !response.readable.contains("陈安然"))
            #expect(response.validation == (fault == .expiredSecret ? "expired-secret" : "ok"))
            said.insert(response.readable)
        }
        #expect(said.count == 5)
    }

    @Test("a reply in another character set is not readable", arguments: Caller.all)
    func charset(_ caller: Caller) throws {
        #expect(try !caller.reply(fault: .wrongCharset).isReadable)
    }

    @Test("a clock that is off makes good calls stale", arguments: Caller.all)
    func clock(_ caller: Caller) throws {
        #expect(try caller.reply(fault: .clockSkew(seconds: 3_600)).validation == (caller.hourAhead ?? "ok"))
        #expect(try caller.reply(fault: .clockSkew(seconds: 60)).validation == "ok")
    }

    @Test("a body that is nothing is refused and never answered", arguments: Caller.all)
    func malformed(_ caller: Caller) throws {
        let department = caller.department()
        let world = try caller.world()
        for body in [[], Array("{}".utf8), Array("[1]".utf8), Array("<a/>".utf8), [0xFF, 0xFE]] as [[UInt8]] {
            let response = try caller.ask(caller, Worlds.partyA, Caller.now) { request in
                let isForDataset = department.dataset(of: request) != nil && request.method == "POST"
                let changed = MockRequest(
                    method: request.method, path: request.path, query: request.query, headers: request.headers,
                    body: isForDataset ? body : request.body, receivedAt: request.receivedAt)
                return department.respond(to: changed, world: world)
            }
            #expect(response.validation != "ok" && !response.readable.contains("陈安然"))
        }
    }

    @Test("another path or method is no service", arguments: Caller.all)
    func paths(_ caller: Caller) throws {
        let department = caller.department()
        let world = try caller.world()
        for (method, path) in [("POST", "/"), ("PUT", "/api"), ("DELETE", "/zjfw/query/submit"), ("GET", "/oauth2/token")] {
            let request = Caller.request(path, method: method, body: [], at: Caller.now)
            #expect(department.respond(to: request, world: world).validation == "unknown-path")
        }
    }

    @Test func everyDepartmentAndDatasetStandsInTheList() {
        let departments = MockDepartments.all
        #expect(departments.count == 17)
        #expect(Set(departments.map { $0.authority }).count == 17)
        let datasets = departments.flatMap { $0.datasets }
        #expect(Set(datasets) == Set(RecordKind.registries) && datasets.count == RecordKind.registries.count)
        for caller in Caller.all { #expect(caller.type.datasets.contains(caller.dataset)) }
    }
}
