import ArgumentParser
import FoundationEssentials
import StrictJSON

/// One person to ask about.
struct Person: Sendable {
    let name: [UInt8]
    let number: [UInt8]

    /// The persons of a population file, in its order.
    static func read(populationFile: [UInt8]) throws -> [Person] {
        let document: JSON
        do {
            document = try JSON(parsing: populationFile, limits: .file)
        } catch {
            throw ValidationError("the population is not JSON: \(error)")
        }
        let people = (document["persons"]?.members ?? []).compactMap { member -> Person? in
            guard let name = member.value["name"]?.text, let number = member.value["number"]?.text else { return nil }
            // The template's texts stand inside JSON strings: quotes and backslashes have no place in a name.
            guard !name.utf8.contains(UInt8(ascii: "\"")), !name.utf8.contains(UInt8(ascii: "\\")) else { return nil }
            return Person(name: Array(name.utf8), number: Array(number.utf8))
        }
        guard !people.isEmpty else { throw ValidationError("the population holds no person with a name and a number") }
        return people
    }

    /// A population file of `count` invented people, the same in every run: area 449901, which no division has; grown-ups; check digits
    /// that fit.
    static func population(of count: Int, today: String) -> String {
        var text = "{\"today\":\"\(today)\",\"persons\":{"
        for index in 0..<count {
            text += index == 0 ? "\n" : ",\n"
            text += "\"L\(padded(index + 1, 7))\":{\"name\":\"\(inventedName(index))\",\"number\":\"\(inventedNumber(index))\"}"
        }
        return text + "\n},\"registries\":{}}"
    }

    private static func inventedName(_ index: Int) -> String {
        let surnames = ["陈", "黄", "李", "林", "张", "梁", "吴", "刘", "罗", "何", "王", "欧阳", "司徒"]
        let first = ["志", "秀", "思", "文", "建", "玉", "一", "安", "海", "立", "念"]
        let second = ["远", "珍", "齐", "涛", "国", "兰", "鸣", "然", "生", "诚", "慧", "静", "月", "帆", "玲", "满", "豪"]
        return surnames[index % surnames.count] + first[index / 3 % first.count] + second[index / 7 % second.count]
    }

    private static func inventedNumber(_ index: Int) -> String {
        // 55 years of 12 months of 28 days; 7919 has no divisor in common with them, so neighbours are born far apart.
        let day = (index + 1) * 7919 % (55 * 12 * 28)
        let date = padded(1950 + day / 336, 4) + padded(1 + day / 28 % 12, 2) + padded(1 + day % 28, 2)
        let digits = Array(("449901" + date + padded(1 + (index + index / 18_480) % 995, 3)).utf8)
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(digits, weights).reduce(0) { $0 + Int($1.0 - UInt8(ascii: "0")) * $1.1 }
        return String(decoding: digits + [Array("10X98765432".utf8)[sum % 11]], as: UTF8.self)
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// Files that are given on the command line.
enum TextFile {
    static func read(_ path: String) throws -> [UInt8] {
        do {
            return Array(try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw ValidationError("cannot read \(path)")
        }
    }
}
