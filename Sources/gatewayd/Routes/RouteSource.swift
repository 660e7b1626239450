import Adapters
import FoundationEssentials
import StrictJSON
import Verification

/// The two files that make routes, found from what an operator has in hand. One rule:
///
/// - A folder stands for the `gatewayd.json` in it, or else for the `adapters.json` in it, or else for the `catalogue.json`.
/// - A `gatewayd.json` (it has `"adapters"`) names both files.
/// - An `adapters.json` (it has `"departments"`) or a `catalogue.json` (it has `"certificates"`) brings the other from its own folder under
///   its usual name; where there is none, it is the other side's.
struct RouteSource: Equatable {
    var adaptersPath: String?
    var cataloguePath: String?

    /// Finds the files; says in `mistakes` why not.
    static func find(_ written: String, into mistakes: MistakeList) -> RouteSource? {
        let path = FilePaths.resolve(written, in: FileManager.default.currentDirectoryPath)
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            mistakes.add(file: path, pointer: "", "does not exist")
            return nil
        }
        if !isFolder { return find(inFile: path, mistakes) }
        let names = ["gatewayd.json", "adapters.json", "catalogue.json"]
        guard let name = names.first(where: { FileManager.default.fileExists(atPath: path + "/" + $0) }) else {
            mistakes.add(file: path, pointer: "", "is a folder without \(names.joined(separator: ", "))")
            return nil
        }
        return find(inFile: path + "/" + name, mistakes)
    }

    private static func find(inFile path: String, _ mistakes: MistakeList) -> RouteSource? {
        guard let file = ConfigurationFile.read(path, into: mistakes) else { return nil }
        func beside(_ name: String) -> String? {
            let path = file.resolve(name)
            return FileManager.default.fileExists(atPath: path) ? path : nil
        }
        if file.json["departments"] != nil { return RouteSource(adaptersPath: path, cataloguePath: beside("catalogue.json")) }
        if file.json["certificates"] != nil { return RouteSource(adaptersPath: beside("adapters.json"), cataloguePath: path) }
        if let adapters = file.json["adapters"]?.text, let catalogue = file.json["catalogue"]?.text {
            return RouteSource(adaptersPath: file.resolve(adapters), cataloguePath: file.resolve(catalogue))
        }
        mistakes.add(
            file: path, pointer: "",
            #"is no gatewayd.json ("adapters", "catalogue"), adapters.json ("departments") or catalogue.json ("certificates")"#)
        return nil
    }

    /// The same with what it lacks taken from the other side.
    func completed(by other: RouteSource) -> RouteSource {
        RouteSource(adaptersPath: adaptersPath ?? other.adaptersPath, cataloguePath: cataloguePath ?? other.cataloguePath)
    }

    /// Reads both files and checks them as `check-config` does, without looking at credentials and adapters' settings.
    func read(into mistakes: MistakeList) -> RouteMap? {
        guard let adaptersPath, let cataloguePath else {
            mistakes.add(
                file: adaptersPath ?? cataloguePath ?? "", pointer: "", "has no \(adaptersPath == nil ? "adapters" : "catalogue").json beside it")
            return nil
        }
        guard let catalogueFile = ConfigurationFile.read(cataloguePath, into: mistakes),
            let adaptersFile = ConfigurationFile.read(adaptersPath, into: mistakes)
        else { return nil }
        let catalogue: Catalogue
        do throws(InvalidCatalogue) {
            catalogue = try Catalogue(json: catalogueFile.json)
        } catch {
            mistakes.add(file: cataloguePath, error.problems)
            return nil
        }
        let entries = DepartmentEntry.readAll(
            adaptersFile, adapters: AdapterList.all, catalogue: catalogue, credentialsFolder: nil, testBed: nil, into: mistakes)
        return mistakes.isEmpty ? RouteMap(catalogue, entries) : nil
    }
}
