"""Surnames: common family names by script, for telling names apart and for judging charsets.

The Chinese ones are the Hundred Family Surnames (百家姓, 11th century) with frequent modern ones, in both scripts; the others are the
frequent surnames of public census tables. None of the lists is meant to be complete: an unknown surname is never wrong,
it is only left undivided.
"""

from __future__ import annotations

from capture.badge.text import words

CHINESE = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐"
    "费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁"
    "杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚"
    "程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶"
    "幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄"
    "晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养"
    "鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖闫代覃付佟仝牟苑楚兰丘涂迟佘"
    "趙錢孫鄭馮陳衛蔣韓楊許呂張嚴華謝鄒竇雲蘇魯韋馬鳳鮑費賀湯羅畢鄔樂時齊顧黃蕭談龐紀項藍閔賈婁顏鍾駱萬盧繆應單諸鈕龔陸榮儲車寧厲劉葉"
    "龍喬陰蒼雙聞黨譚貢勞邊農溫莊閻連習魚廣闕東歐師鞏聶簡饒須豐關賴鄧滿"
)

CHINESE_COMPOUND = words(
    "欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 夏侯 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 宇文 长孙 長孫 司徒 司空 端木 "
    "东方 東方 南宫 南宮 独孤 獨孤 轩辕 軒轅 申屠 闻人 聞人 赫连 赫連 澹台 澹臺 公冶 宗政 濮阳 濮陽 淳于 单于 "
    "單于 太叔 呼延 钟离 鍾離 鲜于 鮮于 闾丘 閭丘 拓跋 百里 东郭 東郭 西门 西門 万俟 萬俟 第五 左丘 梁丘 公羊 "
    "谷梁 穀梁 仲孙 仲孫 完颜 完顏 纳兰 納蘭 耶律 叶赫 葉赫 范姜 張簡"
)

JAPANESE = words(
    "佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 渡邉 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 斎藤 齋藤 "
    "斉藤 清水 山崎 池田 橋本 阿部 石川 山下 中島 石井 小川 前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本 "
    "福田 太田 西村 藤井 金子 岡本 藤原 三浦 中野 中川 原田 松田 竹内 小野 田村 中山 和田 石田 森田 上田 柴田 "
    "酒井 横山 宮崎 宮本 内田 高木 安藤 谷口 大野 丸山 今井 高田 藤本 武田 村田 上野 杉山 増田 菅原 平野 大塚 "
    "千葉 久保 松井 小島 岩崎 桜井 野口 松尾 野村 木下 菊地 佐野 大西 杉本 新井 浜田 市川 古川 水野 小松 島田 "
    "小山 菊池 山内 西田 樋口 川口 北村 五十嵐 安田 平田 川崎 飯田 本田 久保田 中田 吉川 川村 東 辻 岩田 中西 "
    "沢田 矢野 服部 福島 秋山 吉村 永井 川上 大橋 石原 松岡 馬場 浅野 荒木 大久保 小沢 熊谷 野田 川島 田口 堀 "
    "小池 桑原 渡部 西川 岩本 黒田 土屋 松村 望月 須藤 関口 荒井 早川 片山 大川 小田 宮田 大島 山中 三宅 山根 "
    "篠原 内藤 尾崎 大谷 今村 浅井 青山 平井 星野 村井 森本 高野 高山 横田 大石 石橋 武藤 河野 小西 白石 岩井 "
    "栗原 竹田 森下 宮下 坂口 工藤 成田 児玉 富田 吉岡 河合 田辺"
)

KOREAN = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유홍전고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
)
KOREAN_COMPOUND = words("남궁 황보 제갈 선우 독고 사공 서문 동방")

VIETNAMESE = words("nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trịnh")

PINYIN = words(
    "wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song zheng xie han "
    "tang feng yu dong xiao cheng cao yuan deng fu shen zeng peng lu su jiang cai jia ding wei xue ye yan pan du "
    "dai xia zhong tian ren fan fang shi yao tan liao zou xiong jin hao kong bai cui kang mao qiu qin gu hou "
    "shao meng long wan duan lei qian yin chang niu gong ouyang sima zhuge shangguan"
)

SPANISH = words(
    "garcía rodríguez gonzález fernández lópez martínez sánchez pérez gómez martín jiménez hernández ruiz díaz "
    "moreno muñoz álvarez romero gutiérrez alonso navarro torres domínguez ramos vázquez ramírez gil serrano "
    "morales molina suárez castro delgado ortega ortiz rubio marín iglesias núñez medina garrido cortés castillo "
    "santos guerrero lozano cano prieto méndez cruz calvo gallego vidal herrera márquez peña flores cabrera "
    "campos vega fuentes carrasco diez reyes caballero nieto aguilar pascual santana herrero montero lorenzo "
    "hidalgo giménez ibáñez ferrer durán vargas benítez mora arias carmona crespo román soto velasco sáez moya "
    "soler parra bravo rojas gallardo chávez rivera contreras mendoza guzmán espinoza valdez salazar ávila "
    "juárez figueroa acosta silva ríos mejía bolívar restrepo zapata"
)

PARTICLES = words(
    "van von der den de del della di da do dos das du la le los las el al bin ibn bint ben ten ter te zu zum zur "
    "af av el- al- mac st. 't y e dela degli dei lo"
)
