import AdapterKit
import Verification

extension CivilAffairsAdapter {
    /// How long before its end a secret is no longer used, so that none runs out on the way.
    static let secretMarginMilliseconds: Int64 = 30_000

    /// The secret out of a reply `{code:"200",message,data:{secret,secretEndTime}}`, and until when to use it.
    static func secret(
        from response: OutboundResponse, wrappedWith appKey: Secret, at time: Int64
    ) throws(AdapterFailure) -> (value: Secret, until: Int64) {
        try response.requireSuccess()
        let body = try ReplyObject(parsing: response.body)
        let code = try body.text("code")
        guard code.hasSameBytes(as: "200") else { throw CivilAffairsRejection.failure(code) }
        let content = try body.object("data")
        let end = try content.milliseconds("secretEndTime")
        guard end > time else { throw content.problem("secretEndTime", "is over") }
        guard let secret = WrappedSecret.opened(try content.text("secret"), appKey: appKey) else {
            throw content.problem("secret", "cannot be opened with the app key")
        }
        return (secret, end - secretMarginMilliseconds)
    }
}

extension CivilAffairsService {
    /// What a response says to a question about a person's number.
    func reply(from response: OutboundResponse, about identifier: Identifier) throws(AdapterFailure) -> Reply {
        try response.requireSuccess()
        let body = try ReplyObject(parsing: response.body)
        switch try body.text("code") {
        case "1": break
        case "2": throw AdapterFailure(.credentialsRefused, detail: "code 2")
        case "3": return Reply(.denied)
        case let code: throw CivilAffairsRejection.failure(code)
        }
        let content = try body.object("biz_data")
        let dataAsOf = try content.optionalDate("data_as_of")
        let reference = try content.optionalReference("serial_no")
        switch self {
        case .marriage: return Reply(try marriages(in: content, about: identifier), dataAsOf: dataAsOf, reference: reference)
        case .funeral: return Reply(try cremations(in: content, about: identifier), dataAsOf: dataAsOf, reference: reference)
        }
    }

    /// The marriage register says "nothing found" in a row of its own; an empty list says the same.
    private func marriages(in content: ReplyObject, about identifier: Identifier) throws(AdapterFailure) -> Reply.Statement {
        guard try content.text("code").hasSameBytes(as: "0") else {
            throw AdapterFailure(.registryError, detail: "/biz_data/code is not 0")
        }
        let rows = try content.objects("result")
        guard let first = rows.first else { return .noRecord }
        if try first.optionalText("op_type") == nil {
            guard rows.count == 1 else { throw first.problem("op_type", "is missing") }
            return try MarriageNotice(row: first).statement
        }
        return .records(try rows.mapStrictly { row throws(AdapterFailure) in .marital(try row.maritalEntry(about: identifier)) })
    }

    /// `returncount` rows of `recordcount` on record; a reply that holds fewer than there are is no answer.
    private func cremations(in content: ReplyObject, about identifier: Identifier) throws(AdapterFailure) -> Reply.Statement {
        let rows = try content.objects("rows")
        guard try content.count("returncount") == rows.count else { throw content.problem("returncount", "is not the number of rows") }
        guard try content.count("recordcount") == rows.count else { throw content.problem("recordcount", "says that rows are missing") }
        if rows.isEmpty { return .noRecord }
        return .records(try rows.mapStrictly { row throws(AdapterFailure) in .cremation(try row.cremation(about: identifier)) })
    }
}

/// A row of the marriage register that is no registration but tells why there is none. The manner is seen in the wild, the words are ours.
private enum MarriageNotice {
    case nothingFound, nameDiffers

    init(row: ReplyObject) throws(AdapterFailure) {
        let words = try row.text("op_type_desc")
        if words.hasSameBytes(as: "未查询到登记信息") {
            self = .nothingFound
        } else if words.hasSameBytes(as: "姓名与证件号码不一致") {
            self = .nameDiffers
        } else {
            throw row.problem("op_type_desc", "is an unknown notice")
        }
        guard try row.optionalText("op_date") == nil else { throw row.problem("op_date", "stands in a notice") }
    }

    var statement: Reply.Statement {
        switch self {
        case .nothingFound: .noRecord
        case .nameDiffers: .identityMismatch
        }
    }
}

/// Codes with which the exchange or the department says that it will not answer. The families are seen in the wild, the numbers are ours.
private enum CivilAffairsRejection {
    static func failure(_ code: String) -> AdapterFailure {
        switch code {
        case "api-101", "api-102", "api-103", "api-104":
            AdapterFailure(.credentialsRefused, delivery: .didNotHappen, detail: "code \(code)")
        case "api-110": AdapterFailure(.closed, delivery: .didNotHappen, detail: "code \(code)")
        default: AdapterFailure(.registryError, detail: "/code is not 1")
        }
    }
}
