import Comparison
import Foundation
import StrictJSON

extension Shipped {
    /// The catalogue and the adapters of `Config/`.
    static func load() throws -> Shipped {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        func file(_ name: String) throws -> JSON {
            try JSON(parsing: [UInt8](Data(contentsOf: URL(filePath: root + "/Config/" + name))), limits: .file)
        }
        return try Shipped(catalogue: file("catalogue.json"), adapters: file("adapters.json"))
    }
}
