internal import CCurl

/// The base address of a department, taken apart by libcurl's own parser so that no two parsers can disagree about the host.
struct BaseURL: Sendable, Equatable {
    /// The address that libcurl connects to.
    let text: String
    /// What stands in `Host` (RFC 9110 section 7.2): the host, and the port if it is not 443.
    let authority: String
    /// The path without a slash at its end, so that a request's path, which begins with one, can be put behind.
    let path: String

    /// Takes that text apart; nil if it has a ``defect(of:)``.
    init?(_ text: String) {
        guard Self.defect(of: text) == nil, let url = unsafe curl_url() else { return nil }
        defer { unsafe curl_url_cleanup(url) }
        guard unsafe curl_url_set(url, CURLUPART_URL, text, UInt32(CURLU_PATH_AS_IS)) == CURLUE_OK,
            let host = unsafe Self.part(CURLUPART_HOST, of: url), var path = unsafe Self.part(CURLUPART_PATH, of: url)
        else { return nil }
        while path.utf8.last == UInt8(ascii: "/") { path.removeLast() }
        let port = unsafe Self.part(CURLUPART_PORT, of: url) ?? "443"
        self.text = text
        self.path = path
        authority = port.utf8.elementsEqual("443".utf8) ? host : host + ":" + port
    }

    /// Why that text is no base address; nil if it is one.
    static func defect(of text: String) -> String? {
        guard text.utf8.starts(with: "https://".utf8) else { return "does not begin with https://" }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return "holds characters that are not printable ASCII" }
        guard let url = unsafe curl_url() else { return "cannot be checked: out of memory" }
        defer { unsafe curl_url_cleanup(url) }
        guard unsafe curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK else { return "is not a URL" }
        guard unsafe part(CURLUPART_HOST, of: url) != nil else { return "names no host" }
        if unsafe part(CURLUPART_USER, of: url) != nil || part(CURLUPART_PASSWORD, of: url) != nil { return "holds a user" }
        if unsafe part(CURLUPART_QUERY, of: url) != nil || text.utf8.contains(UInt8(ascii: "?")) { return "holds a query" }
        if unsafe part(CURLUPART_FRAGMENT, of: url) != nil || text.utf8.contains(UInt8(ascii: "#")) { return "holds a fragment" }
        return nil
    }

    private static func part(_ part: CURLUPart, of url: OpaquePointer) -> String? {
        var value: UnsafeMutablePointer<CChar>?
        guard unsafe curl_url_get(url, part, &value, 0) == CURLUE_OK, let text = unsafe value else { return nil }
        defer { unsafe curl_free(text) }
        return unsafe String(cString: text)
    }
}
