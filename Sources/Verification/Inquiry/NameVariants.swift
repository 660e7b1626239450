/// Characters of personal names that are written for each other: simplified and traditional forms, and a few old variants.
///
/// A modest table of the commonest; a pair that it lacks is a mismatch, which a clerk can put right by typing the name as registered. Two
/// different characters of the mainland standard (范 and 範, 钟 and 锺) may share a form here: that is why such a pair is `variant` and
/// never a match.
enum NameVariants {
    /// The character that stands for its group.
    static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        // Case is no difference between persons, yet not the register's writing either.
        if (0x41...0x5A).contains(scalar.value) { return Unicode.Scalar(scalar.value + 0x20) ?? scalar }
        return table[scalar] ?? scalar
    }

    private static let table: [Unicode.Scalar: Unicode.Scalar] = {
        var table: [Unicode.Scalar: Unicode.Scalar] = [:]
        for group in groups.split(separator: " ") {
            let scalars = Array(group.unicodeScalars)
            for variant in scalars.dropFirst() { table[variant] = scalars[0] }
        }
        return table
    }()

    /// Groups set apart by spaces; the first of each stands for the others.
    private static let groups = """
        陈陳 黄黃 张張 刘劉 杨楊 赵趙 吴吳呉 孙孫 马馬 罗羅 郑鄭 谢謝 韩韓 冯馮 许許 邓鄧 萧蕭肖 叶葉 苏蘇 吕呂 蒋蔣 贾賈 卢盧 钟鍾鐘锺 范範 陆陸 韦韋 谭譚 邹鄒 龚龔 贺賀 赖賴 \
        龙龍 顾顧 阎閻闫 钱錢 汤湯 严嚴 温溫 万萬 颜顏 齐齊 涂塗 欧歐 阳陽 关關 聂聶 项項 岳嶽 兰蘭 骆駱 纪紀 单單 卫衛 窦竇 蓝藍 鲁魯 时時 华華 国國 团團 图圖 圆圓 坚堅 强強 \
        伟偉 杰傑 军軍 东東 风風 凤鳳 飞飛 鹏鵬 鸿鴻 鹤鶴 鸣鳴 鸥鷗 鸳鴛 鸯鴦 鹃鵑 莺鶯 庆慶 宝寶寳 实實 宁寧甯 宪憲 宽寬 宾賓 审審 将將 尔爾 尧堯 岁歲 岗崗 岚嵐 峡峽 岭嶺 \
        峰峯 帅帥 师師 广廣 庄莊 应應 庙廟 开開 异異 弥彌 归歸 当當 录錄 彦彥 彻徹 征徵 径徑 忆憶 怀懷 态態 总總 恳懇 恒恆 悦悅 惠恵 惊驚 惧懼 愿願 懒懶 战戰 户戶 扬揚 扩擴 \
        护護 报報 择擇 挥揮 据據 携攜 摄攝 敌敵 数數 斋齋 斌彬 斩斬 断斷 无無 旧舊 旷曠 昼晝 显顯 晋晉 晒曬 晓曉 晔曄 晖暉 暂暫 术術 机機 杀殺 权權 条條 来來 极極 构構 枢樞 \
        枫楓 柠檸 标標 栋棟 树樹 栖棲 样樣 桥橋 桦樺 桩樁 梦夢 检檢 楼樓 榄欖 榉櫸 槛檻 樱櫻 橱櫥 欢歡 欣訢 歌謌 毕畢 气氣 汇匯 汉漢 沟溝 沣灃 沧滄 沪滬 泽澤 洁潔 洒灑 浅淺 \
        浆漿 济濟 浏瀏 浑渾 浓濃 浔潯 涛濤 涟漣 润潤 涧澗 渊淵 渔漁 湾灣 湿濕 满滿 滨濱 潇瀟 澜瀾 灏灝 灵靈 灿燦 炜煒 炼煉 烁爍 烂爛 烟煙 烨燁 焕煥 热熱 爱愛 爷爺 牵牽 犹猶 \
        独獨 狮獅 献獻 玑璣 玛瑪 环環 现現 玺璽 珑瓏 琏璉 琼瓊 瑶瑤 瑷璦 电電 画畫 畅暢 疗療 皑皚 盖蓋 盘盤 监監 睁睜 瞩矚 础礎 硕碩 确確 礼禮 祎禕 祯禎 祸禍 祷禱 离離 种種 \
        积積 称稱 稳穩 穷窮 窍竅 窝窩 竞競 笃篤 笔筆 节節 筹籌 签簽 简簡 类類 粮糧 红紅 约約 级級 纬緯 纯純 纲綱 纳納 纵縱 纶綸 纷紛 纸紙 纹紋 纺紡 练練 组組 绅紳 细細 织織 \
        终終 绍紹 绎繹 经經 结結 绘繪 给給 绚絢 络絡 绝絕 统統 绢絹 绣繡 继繼 绩績 续續 绫綾 维維 绮綺 绿綠 缘緣 缤繽 缨纓 网網 罢罷 翘翹 耸聳 聪聰 职職 联聯 肃肅 肤膚 胜勝 \
        胡鬍 脉脈 脑腦 腾騰 舰艦 艺藝 芦蘆 芸蕓 苍蒼 茎莖 荐薦 荣榮 荡蕩 荧熒 药藥 莲蓮 莹瑩 蔼藹 蕴蘊 虏虜 虑慮 虽雖 虾蝦 蚁蟻 蛮蠻 补補 袭襲 装裝 见見 观觀 规規 视視 览覽 \
        觉覺 誉譽 计計 订訂 认認 讨討 让讓 训訓 议議 讯訊 记記 讲講 论論 设設 访訪 证證証 评評 识識 诉訴 词詞 译譯 试試 诗詩 诚誠 话話 诞誕 诠詮 询詢 该該 详詳 语語 说說 诺諾 \
        诸諸 课課 谁誰 调調 谅諒 谈談 谊誼 谋謀 谐諧 谦謙 谨謹 谱譜 贝貝 贞貞 负負 贡貢 财財 责責 贤賢 质質 贯貫 贵貴 贸貿 费費 资資 赋賦 赏賞 赐賜 赛賽 赞贊讚 赟贇 赠贈 跃躍 \
        践踐 车車 轩軒 转轉 轮輪 软軟 轻輕 载載 辉輝 辈輩 辑輯 输輸 边邊 达達 迁遷 过過 迈邁 运運 还還 进進 远遠 连連 适適 选選 逊遜 递遞 遗遺 邮郵 邻鄰 郎郞 酝醞 释釋 里裡裏 \
        鉴鑒鑑 针針 钊釗 钦欽 钧鈞 钰鈺 铁鐵 铃鈴 铎鐸 铜銅 铭銘 银銀 铮錚 链鏈 锁鎖 锋鋒 锐銳 锡錫 锦錦 键鍵 锴鍇 镇鎮 镜鏡 长長 门門 闪閃 闭閉 问問 闲閒閑 间間 闻聞 闽閩 \
        阁閣 阅閱 阔闊 队隊 阶階 际際 陇隴 险險 随隨 隐隱 隽雋 难難 雏雛 云雲 雾霧 静靜 韬韜 韵韻 页頁 顺順 须須 颁頒 颂頌 颇頗 领領 颐頤 频頻 颖穎頴 题題 额額 饶饒 馆館 驰馳 \
        驶駛 驻駐 骄驕 骅驊 骋騁 骏駿 骐騏 骞騫 骥驥 鱼魚 鲜鮮 鲤鯉 鲸鯨 鸟鳥 鸽鴿 鹰鷹 麦麥 龄齡 丰豐 为為 丽麗 义義 乐樂 习習 乡鄉 书書 买買 于於 亚亞 产產 亲親 亿億 从從 \
        仑侖 仓倉 仪儀 们們 价價 众眾衆 优優 会會 传傳 伦倫 侠俠 侣侶 侨僑 俊儁 俭儉 储儲 兑兌 党黨 兴興 养養 兽獸 内內 册冊 写寫 农農 冬鼕 决決 净淨 凌淩 凯凱 击擊 创創 则則 \
        刚剛 剑劍劒 办辦 务務 动動 劲勁 劳勞 励勵 勋勛勳 区區 医醫 千韆 升昇陞 协協 卖賣 占佔 卧臥 厅廳 历歷曆 厉厲 压壓 厦廈 县縣 参參 双雙 发發髮 变變 台臺 号號 叹嘆 后後 \
        向嚮 启啟啓 员員 周週 咏詠 咸鹹 响響 唤喚 啸嘯 园園 围圍 圣聖 场場 块塊 坛壇 坤堃 垄壟 垒壘 墙牆 壮壯 声聲 备備 复復複 处處 头頭 夹夾 奋奮 奖獎 妆妝 妇婦 妈媽 姗姍 \
        娄婁 娅婭 娇嬌 娱娛 娴嫻嫺 婵嬋 婴嬰 婶嬸 嫔嬪 孪孿 学學 宫宮 寿壽 导導 尘塵 尝嘗 层層 属屬 巩鞏 币幣 并並併 干乾幹 庐廬 库庫 弃棄 游遊 秋穐 群羣 志誌 制製 余餘 郁鬱 \
        姜薑 沈瀋 准準 采採 表錶 面麵 折摺 松鬆 朱硃 回迴 家傢 伙夥 舍捨 仆僕 了瞭 几幾 才纔 丑醜 斗鬥 虫蟲 布佈 扎紮 系係繫 谷穀 困睏 杯盃 雇僱 朴樸 苹蘋 曲麯 吁籲
        """
}
