/// Who may import whom: the same table as in ARCHITECTURE.md, where its reasons stand.
enum ImportTable {
    /// One target, the folder of its files, and the modules that it may import.
    struct Row: Sendable, Hashable {
        let target: String
        let folder: String
        let modules: Set<String>

        init(_ target: String, in folder: String? = nil, _ modules: String...) {
            self.target = target
            self.folder = folder ?? "Sources/" + target
            self.modules = Set(modules)
        }
    }

    /// Modules of the toolchain without I/O of their own, which everybody may import.
    static let everybody: Set<String> = ["Swift", "Synchronization"]

    static let rows: [Row] = [
        Row("StrictJSON"),
        Row("Verification", "StrictJSON"),
        Row("ShangMi", "COpenSSL"),
        Row("Charsets", "CIconv", "Glibc"),
        Row("AdapterKit", "Verification", "StrictJSON"),
        Row("Adapters", "AdapterKit", "Verification", "StrictJSON", "ShangMi", "Charsets", "Foundation", "FoundationXML"),
        Row("Ledger", "Verification", "ShangMi", "StrictJSON", "Glibc"),
        Row("LedgerSQLite", "Ledger", "Verification", "GRDB", "GRDBSQLite", "Glibc"),
        Row("LedgerPostgres", "Ledger", "Verification", "CPostgres", "Glibc"),
        Row("CurlTransport", "AdapterKit", "Verification", "CCurl", "Logging", "Metrics", "Glibc"),
        Row(
            "Conformance", "AdapterKit", "Verification", "StrictJSON", "ShangMi", "Charsets", "CurlTransport", "Logging", "NIOCore", "NIOPosix",
            "NIOHTTP1", "FoundationEssentials", "Glibc"),
        Row("Telemetry", "StrictJSON", "Logging", "Metrics", "CoreMetrics", "Tracing", "Instrumentation", "Glibc"),
        Row(
            "Gateway", "AdapterKit", "Verification", "StrictJSON", "Logging", "Metrics", "Tracing", "Instrumentation", "ServiceContextModule",
            "ServiceLifecycle"),
        Row("Recording", "Gateway", "Ledger", "AdapterKit", "Verification", "StrictJSON"),
        Row(
            "GatewayHTTP", "Recording", "Ledger", "Gateway", "Verification", "StrictJSON", "Telemetry", "Logging", "Metrics", "Tracing",
            "Instrumentation",
            "ServiceContextModule", "ServiceLifecycle", "HummingbirdCore", "HTTPTypes", "NIOCore", "NIOPosix",
            "NIOHTTP1", "NIOSSL", "NIOTLS"),
        Row(
            "gatewayd", "Verification", "StrictJSON", "ShangMi", "AdapterKit", "Adapters", "Ledger", "LedgerSQLite", "LedgerPostgres", "Recording",
            "CurlTransport", "Conformance", "Telemetry",
            "Gateway", "GatewayHTTP", "ArgumentParser", "Configuration", "Logging", "Metrics", "Instrumentation", "ServiceLifecycle", "UnixSignals",
            "CMimalloc", "FoundationEssentials", "Glibc"),
        Row(
            "Mocks", in: "Tests/Mocks", "AdapterKit", "Verification", "StrictJSON", "ShangMi", "Charsets", "Logging", "NIOCore", "NIOPosix",
            "NIOHTTP1", "NIOConcurrencyHelpers", "NIOSSL", "FoundationEssentials", "Glibc"),
        Row("SchemaValidation", in: "Tests/SchemaValidation", "StrictJSON"),
        Row("PrivatePostgres", in: "Tests/PrivatePostgres", "Foundation"),
        Row("Lives", in: "Tests/Lives", "Verification", "StrictJSON", "Glibc"),
        // The oracle may not know the rules that it judges.
        Row("Oracle", in: "Tests/Oracle", "Lives", "Verification"),
        Row("Comparison", in: "Tests/Comparison", "Oracle", "Lives", "Gateway", "Verification", "StrictJSON"),
        Row(
            "gateway-oracle", in: "Tests/OracleRun", "Comparison", "Oracle", "Lives", "Verification", "StrictJSON", "ArgumentParser",
            "FoundationEssentials", "Glibc"),
        Row(
            "mock-registries", in: "Tests/MockRegistries", "Mocks", "Lives", "Verification", "ArgumentParser", "Logging", "ServiceLifecycle",
            "UnixSignals"),
        Row("gateway-load", in: "Benchmarks/Load", "StrictJSON", "ArgumentParser", "FoundationEssentials", "NIOCore", "NIOPosix", "NIOSSL"),
        Row(
            "gateway-ledger", in: "Benchmarks/Ledger", "Ledger", "LedgerSQLite", "Verification", "ShangMi", "GRDB", "ArgumentParser",
            "Foundation", "Glibc"),
        Row(
            "ledger-tamper", in: "Tests/LedgerTamper", "Ledger", "LedgerSQLite", "Verification", "ShangMi", "StrictJSON", "GRDB", "ArgumentParser",
            "Foundation"),
        Row("ledger-crash", in: "Tests/LedgerCrash", "Ledger", "LedgerSQLite", "Verification", "ShangMi", "Glibc"),
        Row(
            "gateway-exchange", in: "Benchmarks/Exchange", "Gateway", "Adapters", "AdapterKit", "CurlTransport", "Verification", "StrictJSON",
            "ShangMi", "Comparison", "ArgumentParser", "FoundationEssentials", "Logging", "Glibc"),
    ]

    /// Targets that hold nothing but a module map and a shim, with the one target that imports each.
    static let systemLibraries: [String: String] = [
        "CCurl": "CurlTransport", "COpenSSL": "ShangMi", "CIconv": "Charsets", "CMimalloc": "gatewayd", "CPostgres": "LedgerPostgres",
    ]
}

/// One import line.
struct ImportLine: Sendable, Hashable, CustomStringConvertible {
    let path: String
    let number: Int
    let module: String

    var description: String { "\(path):\(number) imports \(module)" }

    /// The import lines of a file; attributes, access levels and single-symbol imports are understood.
    static func all(in file: Tree.File) -> [ImportLine] {
        let modifiers: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
        let kinds: Set<Substring> = [
            "struct", "class", "enum", "protocol", "typealias", "func", "var", "let", "actor",
        ]
        return file.lines.enumerated().compactMap { index, line in
            var words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })[...]
            while let word = words.first, word.hasPrefix("@") || modifiers.contains(word) {
                words = words.dropFirst()
            }
            guard words.popFirst() == "import" else { return nil }
            if let kind = words.first, kinds.contains(kind) { words = words.dropFirst() }
            guard let module = words.first?.split(separator: ".").first else { return nil }
            return ImportLine(path: file.path, number: index + 1, module: String(module))
        }
    }
}
