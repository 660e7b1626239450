// swift-tools-version: 6.2
import PackageDescription

// Targets stand in the order of the walk; who may import whom is written in ARCHITECTURE.md and held by ArchitectureTests.

let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .treatAllWarnings(as: .error),
    .treatWarning("DeprecatedDeclaration", as: .warning),
]
/// Targets that hand memory to C say so where they do.
let facingC: [SwiftSetting] = house + [.strictMemorySafety()]

let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let coreMetrics: Target.Dependency = .product(name: "CoreMetrics", package: "swift-metrics")
let tracing: Target.Dependency = .product(name: "Tracing", package: "swift-distributed-tracing")
let instrumentation: Target.Dependency = .product(name: "Instrumentation", package: "swift-distributed-tracing")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let configuration: Target.Dependency = .product(name: "Configuration", package: "swift-configuration")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioLocks: Target.Dependency = .product(name: "NIOConcurrencyHelpers", package: "swift-nio")
let nioTLS: Target.Dependency = .product(name: "NIOTLS", package: "swift-nio")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")

let package = Package(
    name: "gatewayd",
    products: [
        .executable(name: "gatewayd", targets: ["gatewayd"]),
        .executable(name: "mock-registries", targets: ["mock-registries"]),
        // For tests: programs are made to load it.
        .library(name: "PowerLoss", type: .dynamic, targets: ["CPowerLoss"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", exact: "1.4.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", exact: "1.7.3"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    ],
    targets: [
        // System libraries: a module map and typed inline shims, each with exactly one Swift importer.
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CIconv"),
        .systemLibrary(name: "CMimalloc", providers: [.apt(["libmimalloc-dev"])]),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),

        // The words of the house, and what adapters are made of.
        .target(name: "StrictJSON", swiftSettings: house),
        .target(name: "Verification", dependencies: ["StrictJSON"], swiftSettings: house),
        .target(name: "ShangMi", dependencies: ["COpenSSL"], swiftSettings: facingC),
        .target(name: "Charsets", dependencies: ["CIconv"], swiftSettings: facingC),
        .target(name: "AdapterKit", dependencies: ["Verification", "StrictJSON"], swiftSettings: house),
        .target(name: "Adapters", dependencies: ["AdapterKit", "Verification", "StrictJSON", "ShangMi", "Charsets"], swiftSettings: house),

        // The evidence: entries, the Merkle log, signed notes, receipts, the storage port.
        .target(name: "Ledger", dependencies: ["Verification", "ShangMi", "StrictJSON"], swiftSettings: house),
        .target(name: "LedgerSQLite", dependencies: ["Ledger", "Verification", grdb, grdbSQLite], swiftSettings: house),
        .target(name: "LedgerPostgres", dependencies: ["Ledger", "Verification", "CPostgres"], swiftSettings: facingC),

        // The way out, the walk, the way in.
        .target(name: "CurlTransport", dependencies: ["AdapterKit", "Verification", "CCurl", logging, metrics], swiftSettings: facingC),
        .target(
            name: "Conformance",
            dependencies: ["AdapterKit", "Verification", "StrictJSON", "ShangMi", "Charsets", "CurlTransport", logging, nioCore, nioPosix, nioHTTP1],
            swiftSettings: house),
        .target(name: "Telemetry", dependencies: ["StrictJSON", logging, metrics, coreMetrics, tracing, instrumentation], swiftSettings: house),
        .target(
            name: "Gateway", dependencies: ["AdapterKit", "Verification", "StrictJSON", logging, metrics, tracing, lifecycle], swiftSettings: house),
        // The walk, written down.
        .target(
            name: "Recording", dependencies: ["Gateway", "Ledger", "AdapterKit", "Verification", "StrictJSON"], swiftSettings: house),
        .target(
            name: "GatewayHTTP",
            dependencies: [
                "Recording", "Ledger", "Gateway", "Verification", "StrictJSON", "Telemetry", logging, metrics, tracing, instrumentation, lifecycle,
                hummingbirdCore, httpTypes, nioCore, nioPosix, nioHTTP1, nioTLS, nioSSL,
            ],
            resources: [.embedInCode("openapi.json")],
            swiftSettings: house
        ),
        .executableTarget(
            name: "gatewayd",
            dependencies: [
                "Verification", "StrictJSON", "ShangMi", "AdapterKit", "Adapters", "Ledger", "LedgerSQLite", "LedgerPostgres", "Recording",
                "CurlTransport",
                "Conformance", "Telemetry", "Gateway", "GatewayHTTP", "CMimalloc",
                arguments, configuration, logging, metrics, instrumentation, lifecycle, unixSignals,
            ],
            swiftSettings: house
        ),

        // Registries that are people, not payloads.
        .target(
            name: "Mocks",
            dependencies: [
                "AdapterKit", "Verification", "StrictJSON", "ShangMi", "Charsets", logging, nioCore, nioPosix, nioHTTP1, nioLocks, nioSSL,
            ],
            path: "Tests/Mocks",
            swiftSettings: house
        ),
        // What the published schemas demand, checked by the tests of whoever writes such files.
        .target(name: "SchemaValidation", dependencies: ["StrictJSON"], path: "Tests/SchemaValidation", swiftSettings: house),
        // People who live their lives, and what registries would hold of them: populations with an oracle.
        .target(name: "Lives", dependencies: ["Verification", "StrictJSON"], path: "Tests/Lives", swiftSettings: house),
        // What is true of those people, by none of the gateway's rules, and how the gateway's answers compare with it.
        .target(name: "Oracle", dependencies: ["Lives", "Verification"], path: "Tests/Oracle", swiftSettings: house),
        .target(
            name: "Comparison", dependencies: ["Oracle", "Lives", "Gateway", "Verification", "StrictJSON"], path: "Tests/Comparison",
            swiftSettings: house),
        .executableTarget(
            name: "gateway-oracle", dependencies: ["Comparison", "Oracle", "Lives", "Verification", "StrictJSON", arguments], path: "Tests/OracleRun",
            swiftSettings: house),
        // Stands before libc in a program whose disk is to lose power.
        .target(name: "CPowerLoss", path: "Tests/PowerLoss"),
        // What the crash tests kill.
        .executableTarget(
            name: "ledger-crash", dependencies: ["Ledger", "LedgerSQLite", "Verification", "ShangMi"], path: "Tests/LedgerCrash",
            swiftSettings: house),
        // A hand in a ledger, and what the audit says to it.
        .executableTarget(
            name: "ledger-tamper", dependencies: ["Ledger", "LedgerSQLite", "Verification", "ShangMi", "StrictJSON", grdb, arguments],
            path: "Tests/LedgerTamper", swiftSettings: house,
            // The daemon's allocator (decision 14).
            linkerSettings: [.linkedLibrary("mimalloc")]),
        .executableTarget(
            name: "mock-registries", dependencies: ["Mocks", "Lives", "Verification", arguments, logging, lifecycle, unixSignals],
            path: "Tests/MockRegistries", swiftSettings: house),
        .executableTarget(
            name: "gateway-load", dependencies: ["StrictJSON", arguments, nioCore, nioPosix, nioSSL],
            path: "Benchmarks/Load", swiftSettings: house),
        .executableTarget(
            name: "gateway-exchange",
            dependencies: [
                "Gateway", "Adapters", "AdapterKit", "CurlTransport", "Verification", "StrictJSON", "ShangMi", "Comparison", arguments, logging,
            ],
            path: "Benchmarks/Exchange",
            exclude: ["population.json", "public-security.json", "civil-affairs.json", "health.json"],
            swiftSettings: house,
            // The daemon's allocator (decision 14).
            linkerSettings: [.linkedLibrary("mimalloc")]),

        .executableTarget(
            name: "gateway-ledger", dependencies: ["Ledger", "LedgerSQLite", "Verification", "ShangMi", grdb, arguments],
            path: "Benchmarks/Ledger", swiftSettings: house,
            // The daemon's allocator (decision 14).
            linkerSettings: [.linkedLibrary("mimalloc")]),

        // One folder of tests for each room.
        .testTarget(name: "StrictJSONTests", dependencies: ["StrictJSON"], swiftSettings: house),
        .testTarget(name: "VerificationTests", dependencies: ["Verification", "StrictJSON"], swiftSettings: house),
        .testTarget(name: "ShangMiTests", dependencies: ["ShangMi"], swiftSettings: house),
        .testTarget(
            name: "LedgerTests", dependencies: ["Ledger", "Verification", "ShangMi", "StrictJSON"],
            exclude: ["Verifier/verify_tlog.py", "Verifier/verify_receipt.py"],
            swiftSettings: house),
        // A PostgreSQL server for the time of a test.
        .target(name: "PrivatePostgres", path: "Tests/PrivatePostgres", exclude: ["private-cluster.sh"], swiftSettings: house),
        .testTarget(
            name: "LedgerStorageTests",
            dependencies: [
                "Ledger", "LedgerSQLite", "LedgerPostgres", "Verification", "ShangMi", "StrictJSON", "ledger-crash", "ledger-tamper",
                "PrivatePostgres",
                grdb,
            ],
            swiftSettings: house),
        .testTarget(name: "CharsetsTests", dependencies: ["Charsets"], swiftSettings: house),
        .testTarget(
            name: "AdaptersTests", dependencies: ["Adapters", "AdapterKit", "Verification", "StrictJSON", "ShangMi", "Charsets", "Mocks"],
            exclude: ["PublicSecurity/Fixtures", "CivilAffairs/Fixtures", "Health/Fixtures", "Courts/Fixtures"], swiftSettings: house),
        .testTarget(
            name: "CurlTransportTests",
            dependencies: ["CurlTransport", "AdapterKit", "Verification", logging, metrics, coreMetrics, nioCore, nioPosix, nioLocks, nioSSL],
            swiftSettings: house),
        .testTarget(
            name: "ConformanceTests",
            dependencies: [
                "Conformance", "gatewayd", "Mocks", "Adapters", "AdapterKit", "CurlTransport", "Verification", "StrictJSON", "Charsets", "ShangMi",
                configuration, logging, nioCore, nioPosix,
            ],
            swiftSettings: house),
        .testTarget(
            name: "TelemetryTests", dependencies: ["Telemetry", "StrictJSON", logging, metrics, coreMetrics, tracing, instrumentation],
            swiftSettings: house),
        .testTarget(name: "GatewayTests", dependencies: ["Gateway", "AdapterKit", "Verification", "StrictJSON"], swiftSettings: house),
        .testTarget(
            name: "GatewayHTTPTests",
            dependencies: [
                "GatewayHTTP", "Recording", "Ledger", "ShangMi", "Gateway", "AdapterKit", "Verification", "StrictJSON", "Telemetry", logging,
                lifecycle, nioCore, nioPosix, nioHTTP1,
                nioLocks, nioSSL,
            ],
            swiftSettings: house),
        .testTarget(
            name: "ConfigurationTests",
            dependencies: [
                "gatewayd", "AdapterKit", "Adapters", "CurlTransport", "Gateway", "GatewayHTTP", "Ledger", "Recording", "Verification", "StrictJSON",
                "SchemaValidation", arguments, configuration, logging,
            ],
            swiftSettings: house),
        .testTarget(
            name: "MocksTests",
            dependencies: [
                "Mocks", "SchemaValidation", "Verification", "StrictJSON", "ShangMi", "Charsets", logging, nioCore, nioPosix, nioHTTP1, nioLocks,
                nioSSL,
            ],
            swiftSettings: house),
        .testTarget(
            name: "LivesTests",
            dependencies: ["Lives", "Mocks", "SchemaValidation", "Gateway", "Adapters", "AdapterKit", "Verification", "StrictJSON", "ShangMi"],
            swiftSettings: house),
        .testTarget(
            name: "OracleTests", dependencies: ["Comparison", "Oracle", "Lives", "Gateway", "Verification", "StrictJSON"], swiftSettings: house),
        .testTarget(
            name: "ScenarioTests",
            dependencies: ["Mocks", "PrivatePostgres", "Verification", "StrictJSON", "gatewayd", "mock-registries", "gateway-load"],
            swiftSettings: house),
        .testTarget(name: "ArchitectureTests", swiftSettings: house),
    ],
    swiftLanguageModes: [.v6]
)
