@main enum Run { static func main() {} }
