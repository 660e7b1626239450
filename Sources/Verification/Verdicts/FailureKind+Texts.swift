extension FailureKind {
    /// Why a registry gave no usable answer, in a sentence that a clerk can read aloud.
    package var text: Text {
        switch self {
        case .timedOut: Text(zh: "对方系统没有在规定时间内答复。", en: "The registry did not answer in time.")
        case .connectionFailed: Text(zh: "暂时连接不上对方系统。", en: "The registry could not be reached.")
        case .notTrusted: Text(zh: "对方系统的身份没有通过验证。", en: "The registry could not prove who it is.")
        case .connectionLost: Text(zh: "与对方系统的连接中途断开。", en: "The connection to the registry broke off.")
        case .unreadable: Text(zh: "对方系统的答复不完整或者无法识别。", en: "The registry's answer was incomplete or could not be read.")
        case .registryError: Text(zh: "对方系统报告了错误。", en: "The registry reported an error of its own.")
        case .credentialsRefused: Text(zh: "对方系统没有接受网关的凭据。", en: "The registry did not accept the gateway's credentials.")
        case .closed: Text(zh: "对方系统现在不在服务时间内。", en: "The registry is closed at this hour.")
        case .overloaded: Text(zh: "等待查询的请求太多，请稍后再试。", en: "Too many questions are waiting for this registry.")
        case .cancelled: Text(zh: "查询已取消。", en: "The question was cancelled.")
        }
    }
}
