"""Chinese and Korean names with their romanisations, and the western names that people there choose."""

from __future__ import annotations

from typing import NamedTuple

from bench.other_leads.dice import Pool
from bench.other_leads.spelling import EAST_ASIAN

# From common to rare; where there are several romanisations, the first is the usual one.
_CN_FAMILY = """
    王Wang 李Li 张Zhang 刘Liu 陈Chen 杨Yang 黄Huang 赵Zhao 吴Wu 周Zhou 徐Xu 孙Sun 马Ma 朱Zhu 胡Hu 郭Guo 何He 林Lin
    高Gao 罗Luo 郑Zheng 梁Liang 谢Xie 宋Song 唐Tang 许Xu 韩Han 邓Deng 冯Feng 曹Cao 彭Peng 曾Zeng 肖Xiao 田Tian 董Dong
    潘Pan 袁Yuan 蔡Cai 蒋Jiang 余Yu 于Yu 杜Du 叶Ye 程Cheng 魏Wei 苏Su 吕Lü 丁Ding 任Ren 卢Lu 姚Yao 沈Shen 钟Zhong
    姜Jiang 崔Cui 谭Tan 陆Lu 范Fan 汪Wang 廖Liao 石Shi 金Jin 韦Wei 贾Jia 夏Xia 付Fu 方Fang 邹Zou 熊Xiong 白Bai 孟Meng
    秦Qin 邱Qiu 侯Hou 江Jiang 尹Yin 薛Xue 闫Yan 段Duan 雷Lei 龙Long 黎Li 史Shi 陶Tao 贺He 毛Mao 郝Hao 顾Gu 龚Gong
    邵Shao 万Wan 覃Qin 武Wu 钱Qian 戴Dai 严Yan 莫Mo 孔Kong 向Xiang 常Chang 汤Tang 康Kang 易Yi 乔Qiao 赖Lai 文Wen 施Shi
    洪Hong 辛Xin 柯Ke 殷Yin 章Zhang 欧阳Ouyang 司马Sima
"""
_CN_GIVEN_M = """
    伟wei 强qiang 军jun 杰jie 涛tao 明ming 磊lei 勇yong 超chao 鹏peng 浩hao 斌bin 波bo 辉hui 刚gang 健jian 俊jun 飞fei
    建jian 国guo 文wen 志zhi 海hai 龙long 宇yu 峰feng 林lin 平ping 东dong 华hua 新xin 德de 成cheng 永yong 洪hong
    庆qing 春chun 立li 天tian 子zi 晓xiao 小xiao 学xue 家jia 宏hong 振zhen 亮liang 凯kai 博bo 晨chen 松song 江jiang
    山shan 坤kun 宁ning 瑞rui 旭xu 阳yang 泽ze 翔xiang 毅yi 栋dong 楠nan 力li 兵bing 胜sheng 荣rong 光guang 义yi
    兴xing 根gen 维wei 轩xuan 君jun 嘉jia 启qi
"""
_CN_GIVEN_F = """
    芳fang 娜na 敏min 静jing 丽li 艳yan 娟juan 霞xia 秀xiu 英ying 玲ling 燕yan 红hong 梅mei 丹dan 萍ping 雪xue 婷ting
    琳lin 洁jie 慧hui 莉li 倩qian 颖ying 佳jia 欣xin 怡yi 悦yue 雯wen 璐lu 玉yu 兰lan 凤feng 云yun 美mei 月yue 晶jing
    蕾lei 瑶yao 思si 梦meng 诗shi 雨yu 琴qin 珍zhen 莹ying 露lu 秋qiu 晓xiao 小xiao 文wen 桂gui 淑shu 惠hui
"""
_KR_FAMILY = """
    김Kim 이Lee/Yi/Rhee 박Park/Pak 최Choi/Choe 정Jung/Jeong/Chung 강Kang/Gang 조Cho/Jo 윤Yoon/Yun 장Jang/Chang
    임Lim/Im 한Han 오Oh 서Seo/Suh 신Shin 권Kwon 황Hwang 안Ahn/An 송Song 류Ryu/Yoo 홍Hong 전Jeon/Chun 고Ko/Go
    문Moon/Mun 손Son/Sohn 양Yang 배Bae 백Baek/Paik 허Heo/Hur 남Nam 심Shim 노Noh/Roh 하Ha 곽Kwak 성Sung 차Cha 주Joo/Ju
    우Woo 구Koo/Ku 나Na 민Min
"""
_KR_GIVEN_M = """
    민min 준jun/joon 지ji 훈hoon/hun 성sung/seong 현hyun/hyeon 영young/yeong 호ho 우woo/wu 진jin 수soo/su 석seok/suk
    동dong 재jae 상sang 태tae 승seung 기ki/gi 철chul/cheol 희hee/hui 용yong 경kyung/gyeong 도do 원won 욱wook/uk
    형hyung/hyeong
"""
_KR_GIVEN_F = """
    지ji 은eun 수soo/su 연yeon/yun 미mi 영young/yeong 희hee/hui 진jin 혜hye 정jung/jeong 선sun/seon 현hyun/hyeon 민min
    서seo
"""
_HONG_KONG = "王陈李张黄林吴刘何郭周郑梁谢叶杨徐许朱罗冯"  # family names that are romanised by their Cantonese sound
_CANTONESE = "Wong Chan Lee Cheung Wong Lam Ng Lau Ho Kwok Chow Cheng Leung Tse Yip Yeung Tsui Hui Chu Lo Fung"
_WESTERN_M = """
    Kevin Jack David Michael Jason Tony Peter Eric Leo Andy Frank Daniel Alex James Tom Steven Kenny Vincent
    Jerry Allen Simon Ray Henry Victor Ryan Bruce Albert Jim Sam Robin Tim Oscar Raymond Gary Johnson Felix
    Hank Ivan
"""
_WESTERN_F = """
    Amy Lily Helen Vivian Cindy Grace Linda Jenny Sophia Emily Tina Alice Lucy Jessica Nancy Coco Sherry Joyce
    Angela Rita Fiona Monica Candy Wendy Yoyo Echo Cherry Anna Iris Sunny
"""
# Per cent of people with the commonest names.
_CN_SHARES = [7.2, 7.1, 6.8, 5.4, 4.6, 3.1, 2.3, 2.1, 2.0, 1.9, 1.5, 1.4, 1.3, 1.3, 1.2, 1.1, 1.1, 1.1, 1.0, 0.9]  # fmt: skip
_KR_SHARES = [21.5, 14.7, 8.4, 4.7, 4.3, 2.3, 2.1, 2.1, 2.0, 1.7, 1.5, 1.5, 1.5, 1.4]


class Syllable(NamedTuple):
    """A family name or one character of a given name, and how it is romanised (the first form is usual)."""

    native: str
    roman: tuple[str, ...]


def _syllables(text: str) -> list[Syllable]:
    """Entries such as ``王Wang`` or ``박Park/Pak``."""
    found = (EAST_ASIAN.match(entry) for entry in text.split())
    return [Syllable(m.group(), tuple(m.string[m.end() :].split("/"))) for m in found if m]


def _homophones() -> dict[str, list[str]]:
    every = _syllables(f"{_CN_GIVEN_M} {_CN_GIVEN_F} {_CN_FAMILY}")
    alike = {
        one.native: [o.native for o in every if o.roman[0].lower() == one.roman[0].lower() and o.native != one.native]
        for one in every
    }
    return {native: others for native, others in alike.items() if others and len(native) == 1}


HOMOPHONES = _homophones()  # characters that an input method offers for the same sound
ASIAN_FAMILY = {
    "cn": Pool(_syllables(_CN_FAMILY), weights=_CN_SHARES),
    "kr": Pool(_syllables(_KR_FAMILY), weights=_KR_SHARES),
}
ASIAN_GIVEN = {
    ("cn", "m"): Pool(_syllables(_CN_GIVEN_M)),
    ("cn", "f"): Pool(_syllables(_CN_GIVEN_F)),
    ("kr", "m"): Pool(_syllables(_KR_GIVEN_M)),
    ("kr", "f"): Pool(_syllables(_KR_GIVEN_F)),
}
CANTONESE = dict(zip(_HONG_KONG, _CANTONESE.split(), strict=True))
WESTERN = {"m": Pool(_WESTERN_M.split(), shift=4), "f": Pool(_WESTERN_F.split(), shift=4)}
