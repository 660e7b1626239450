import Verification

/// Every way in which a request can be refused: a closed list; the raw value is wire contract (`code` of a problem document).
/// Extend by adding, never by changing.
package enum ProblemCode: String, Sendable, CaseIterable {
    case malformedRequest = "malformed-request"
    case invalidTarget = "invalid-target"
    case invalidHeader = "invalid-header"
    case malformedJSON = "malformed-json"
    case clientUnknown = "client-unknown"
    case forbidden
    case notFound = "not-found"
    case certificateUnknown = "certificate-unknown"
    case methodNotAllowed = "method-not-allowed"
    case notAcceptable = "not-acceptable"
    case requestTimeout = "request-timeout"
    case lengthRequired = "length-required"
    case contentTooLarge = "content-too-large"
    case unsupportedMediaType = "unsupported-media-type"
    case unsupportedContentCoding = "unsupported-content-coding"
    case expectationFailed = "expectation-failed"
    case invalidParameters = "invalid-parameters"
    case claimsRequired = "claims-required"
    case internalError = "internal-error"
    case overloaded
    case stopping
    case keyTaken = "idempotency-key-taken"
    case stillRunning = "still-running"
    case ledgerUnavailable = "ledger-unavailable"
    case verificationUnknown = "verification-unknown"
    case verificationForgotten = "verification-forgotten"
    case receiptCodeInvalid = "receipt-code-invalid"
}

extension ProblemCode {
    /// The HTTP status.
    package var status: Int {
        switch self {
        case .malformedRequest, .invalidTarget, .invalidHeader, .malformedJSON, .receiptCodeInvalid: 400
        case .clientUnknown: 401
        case .forbidden: 403
        case .notFound, .certificateUnknown, .verificationUnknown: 404
        case .stillRunning: 409
        case .verificationForgotten: 410
        case .methodNotAllowed: 405
        case .notAcceptable: 406
        case .requestTimeout: 408
        case .lengthRequired: 411
        case .contentTooLarge: 413
        case .unsupportedMediaType, .unsupportedContentCoding: 415
        case .expectationFailed: 417
        case .invalidParameters, .claimsRequired, .keyTaken: 422
        case .internalError: 500
        case .overloaded, .stopping, .ledgerUnavailable: 503
        }
    }

    /// Who has to change something.
    var whoFailed: String { status < 500 ? "client" : "gateway" }

    /// Whether sending the very same request again can succeed; it never does harm, for nothing was asked of a registry.
    var isSafeToRetry: Bool {
        switch self {
        case .requestTimeout, .overloaded, .stopping, .stillRunning, .ledgerUnavailable: true
        default: false
        }
    }

    /// True where what follows on the connection cannot be trusted to be a request.
    var closesConnection: Bool {
        switch self {
        case .malformedRequest, .requestTimeout, .contentTooLarge, .expectationFailed, .invalidTarget, .stopping: true
        default: false
        }
    }

    /// What kind of refusal it is, the same words each time.
    var title: String {
        switch self {
        case .malformedRequest: "The request could not be read to its end"
        case .invalidTarget: "The request target is ambiguous or not well-formed"
        case .invalidHeader: "A request header field has an invalid value"
        case .malformedJSON: "The body is not acceptable JSON"
        case .clientUnknown: "The client is not known"
        case .forbidden: "The question may not be asked"
        case .notFound: "There is no such resource"
        case .certificateUnknown: "There is no such certificate in the catalogue"
        case .methodNotAllowed: "The resource does not support this method"
        case .notAcceptable: "Only application/json can be given"
        case .requestTimeout: "The request did not arrive in time"
        case .lengthRequired: "The length of the body is not stated"
        case .contentTooLarge: "The body is too large"
        case .unsupportedMediaType: "The body must be application/json"
        case .unsupportedContentCoding: "The body must not be compressed"
        case .expectationFailed: "The expectation cannot be met"
        case .invalidParameters: "The inquiry has mistakes"
        case .claimsRequired: "The claims must be named"
        case .internalError: "Something went wrong here"
        case .overloaded: "Too much is being asked at the moment"
        case .stopping: "The service is stopping"
        case .keyTaken: "The idempotency key stands for another request"
        case .stillRunning: "The verification is still running"
        case .ledgerUnavailable: "Nothing can be recorded at the moment, so nothing is asked and nothing is answered"
        case .verificationUnknown: "There is no such verification of yours"
        case .verificationForgotten: "What this verification was about has been forgotten"
        case .receiptCodeInvalid: "This cannot be the code of a receipt"
        }
    }

    /// One sentence that the clerk can say to the person at the counter.
    var say: Text {
        switch self {
        case .clientUnknown:
            Text(
                zh: "本窗口的系统尚未接入核验网关，请联系系统管理员。",
                en: "This counter's system is not yet connected to the gateway; please let us contact our administrator.")
        case .forbidden:
            Text(zh: "本窗口办理此事项无权查询该内容，请按下一步提示办理。", en: "This counter has no right to ask this for your matter; we will proceed in another way.")
        case .verificationForgotten:
            Text(zh: "该次核验记录已超过保存期限并被清除，请重新核验。", en: "This check is older than records are kept; we will check again.")
        case .receiptCodeInvalid: Text(zh: "回执编号有误，请核对后重新输入。", en: "This receipt code has a mistake in it; please check it and type it again.")
        case .stillRunning: Text(zh: "核验正在进行，请稍候再查。", en: "The check is still running; please wait a moment.")
        case .notFound, .certificateUnknown, .verificationUnknown:
            Text(zh: "没有查到这一项，请核对名称后再试。", en: "We did not find this item; we will check its name and try again.")
        case .invalidParameters, .claimsRequired:
            Text(zh: "填写的信息有误或不完整，请核对后重新提交。", en: "Some of what was entered is wrong or missing; we will check it with you and send it again.")
        case .overloaded, .requestTimeout, .stopping, .ledgerUnavailable:
            Text(zh: "系统繁忙，请稍等片刻再试。", en: "The system is busy; please wait a moment while we try again.")
        case .internalError:
            Text(
                zh: "系统出现故障，已作记录，请稍后再来或改用其他方式办理。",
                en: "The system has a fault, which has been noted; we will try again later or proceed in another way.")
        case .malformedRequest, .invalidTarget, .invalidHeader, .malformedJSON, .methodNotAllowed, .notAcceptable, .lengthRequired, .contentTooLarge,
            .unsupportedMediaType, .unsupportedContentCoding, .expectationFailed, .keyTaken:
            Text(zh: "本窗口的系统发出的请求有误，请联系系统管理员。", en: "This counter's system sent a faulty request; please let us contact our administrator.")
        }
    }
}
