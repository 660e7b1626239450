/// Surnames by weight: Guangdong's commonest first, a long tail, and compound ones (`domain.md` C.2).
enum Surnames {
    static let all = Weighted<String>(
        [
            ("陈", 1000), ("黄", 650), ("李", 600), ("林", 450), ("张", 400), ("梁", 350), ("吴", 300), ("刘", 300), ("罗", 250), ("何", 250), ("王", 200),
        ] + tail.split(separator: " ").map { (String($0), 60) } + compound.map { ($0, 6) })

    static let compound = ["欧阳", "司徒", "上官", "皇甫", "司马", "诸葛"]

    /// Traditional characters, as in Hong Kong, Macao and Taiwan.
    static let traditional = Weighted<String>([
        ("陳", 10), ("黃", 7), ("李", 6), ("林", 6), ("張", 5), ("梁", 4), ("吳", 4), ("劉", 4), ("羅", 3), ("何", 3), ("鄭", 3), ("鍾", 2), ("葉", 2), ("歐陽", 1),
    ])

    private static let tail = """
        郑 谢 周 曾 叶 钟 邓 杨 徐 许 彭 苏 赖 温 蔡 郭 朱 胡 冯 曹 卢 廖 江 余 潘 杜 戴 夏 钱 汪 田 任 姜 范 方 石 姚 谭 邹 熊 金 陆 郝 孔 白 崔 康 毛 邱 秦 江 史 顾 侯 邵 孟 龙 万 段 \
        雷 汤 尹 黎 易 常 武 乔 贺 龚 文 冼 麦 区 霍 翁 莫 庄 柯 洪 詹 丘 古 练 关 凌 游 简 甘 袁 韩 唐 董 萧 程 沈 吕 魏 蒋 贾 丁 薛 阎 傅 施 伍 岑 容 招 欧 骆 覃 韦 阮 祝 连 池 招 植
        """
}

/// Given names by sex and cohort.
enum GivenNames {
    /// Whole names of two characters that were in fashion.
    static func fashionable(male: Bool, born year: Int) -> [String] {
        switch (male, year) {
        case (true, ..<1965): menOfTheFifties
        case (true, ..<1990): menOfTheSeventies
        case (true, _): boys
        case (false, ..<1970): womenOfTheFifties
        case (false, ..<1990): womenOfTheSeventies
        case (false, _): girls
        }
    }

    private static let menOfTheFifties = words("建国 建华 建军 国强 志明 伟民 海生 福来 永发 文辉 金水 国栋 德胜 锦荣 树根 炳坤 耀祖 守田 立新 卫东")
    private static let menOfTheSeventies = words("志远 文涛 志强 立诚 伟强 俊杰 国华 建业 家豪 振宇 少峰 永康 晓东 海涛 志伟 剑锋 学文 光明 炜斌 子健")
    private static let boys = words("思齐 一鸣 一帆 浩然 子轩 宇航 梓睿 俊熙 天佑 泽宇 博文 嘉豪 铭轩 承恩 启航 景行 奕辰 逸飞 晨曦 书恒")
    private static let womenOfTheFifties = words("秀珍 玉兰 秀英 桂香 凤英 惠芳 丽华 素珍 月娥 金凤 美玲 玉珍 淑芬 兰芳 杏花 桂兰 彩霞 春梅 翠萍 瑞莲")
    private static let womenOfTheSeventies = words("慧敏 丽萍 晓燕 海燕 艳芳 秋月 静怡 文静 婉仪 佩珊 雪梅 少芬 嘉欣 惠玲 小满 安然 招娣 美娟 敏华 颖诗")
    private static let girls = words("诗涵 梓涵 欣怡 雨桐 可馨 思妍 语嫣 若曦 芷晴 婉婷 心怡 依诺 子萱 佳琪 沐瑶 知夏 念慈 清妍 书瑶 乐怡")

    /// Characters for names of one or two that nobody else has.
    static let masculine = scalars("伟强军勇杰涛明辉刚峰鹏飞斌波宇浩凯健俊帆恒哲轩博文武林森海江川山石松柏春冬华荣昌盛")
    static let feminine = scalars("芳娟敏静丽艳霞燕玲萍红英慧雪梅兰竹菊琴娜婷莹倩怡欣妍颖琳瑶月云秋冬晴雯珍珠玉琪")
    /// Characters that many systems once lacked (`domain.md` C.2: 0.3 %).
    static let rare = scalars("䶮喆堃彧瑨昉旸玥昇曌頔璟祎赟甯骉犇")

    private static func words(_ text: String) -> [String] { text.split(separator: " ").map { String($0) } }
    private static func scalars(_ text: String) -> [String] { text.unicodeScalars.map { String(String.UnicodeScalarView([$0])) } }
}

/// Names that are not a surname and a given name.
enum OtherNames {
    static let uyghurWomen = ["阿依古丽", "古丽娜尔", "帕提古丽", "热依汗", "米热古丽", "阿米娜", "祖力胡玛尔", "迪丽努尔"]
    static let uyghurMen = ["买买提", "艾尔肯", "吐尔逊", "阿卜杜热西提", "玉素甫", "卡哈尔", "伊力哈木", "帕尔哈提"]
    static let tibetan = ["扎西", "卓玛", "次仁", "达瓦", "平措", "央金", "顿珠", "白玛", "多吉", "曲珍"]
    static let romanFamily = ["SAMPLE", "SPECIMEN", "MUSTERMANN", "EXAMPLE", "TESTER", "MODELO"]
    static let romanMen = ["JOHN", "PAUL", "IVAN", "KENJI", "OMAR", "LUCA"]
    static let romanWomen = ["ANNA", "MARIA", "YUKI", "AMINA", "SOFIA", "ELENA"]
    static let traditionalMen = ["泰文", "偉強", "國華", "家輝", "志明", "俊傑", "啟賢"]
    static let traditionalWomen = ["美玲", "麗華", "詠詩", "嘉欣", "寶儀", "淑貞", "慧嫻"]
}
