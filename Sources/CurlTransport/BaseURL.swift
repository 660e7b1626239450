internal import CCurl

/// The base address of a department, judged by libcurl's own parser so that no two parsers can disagree about the host.
enum BaseURL {
    /// Why that text is no base address; nil if it is one.
    static func defect(of text: String) -> String? {
        guard text.utf8.starts(with: "https://".utf8) else { return "does not begin with https://" }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return "holds characters that are not printable ASCII" }
        guard let url = unsafe curl_url() else { return "cannot be checked: out of memory" }
        defer { unsafe curl_url_cleanup(url) }
        guard unsafe curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK else { return "is not a URL" }
        func has(_ part: CURLUPart) -> Bool {
            var value: UnsafeMutablePointer<CChar>?
            let found = unsafe curl_url_get(url, part, &value, 0) == CURLUE_OK
            unsafe curl_free(value)
            return found
        }
        guard has(CURLUPART_HOST) else { return "names no host" }
        if has(CURLUPART_USER) || has(CURLUPART_PASSWORD) { return "holds a user" }
        if has(CURLUPART_QUERY) || text.utf8.contains(UInt8(ascii: "?")) { return "holds a query" }
        if has(CURLUPART_FRAGMENT) || text.utf8.contains(UInt8(ascii: "#")) { return "holds a fragment" }
        return nil
    }

    /// The bytes without the slashes at the end, so that a request's path, which begins with one, can be put behind.
    static func withoutSlashes(_ text: String) -> [UInt8] {
        var bytes = Array(text.utf8)
        while bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
        return bytes
    }
}
