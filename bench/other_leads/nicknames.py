"""Short and pet forms of given names."""

from __future__ import annotations

_NICKNAMES = {
    "en": """
        Robert:Bob,Rob,Bobby William:Bill,Will,Billy Richard:Rick,Dick,Rich James:Jim,Jimmy John:Jack,Johnny
        Michael:Mike,Mick Joseph:Joe Thomas:Tom,Tommy Charles:Charlie,Chuck Christopher:Chris Daniel:Dan,Danny
        Matthew:Matt Anthony:Tony Steven:Steve Stephen:Steve Andrew:Andy,Drew Kenneth:Ken Edward:Ed,Ted,Eddie
        Ronald:Ron Timothy:Tim Jeffrey:Jeff Jacob:Jake Nicholas:Nick Jonathan:Jon Benjamin:Ben Samuel:Sam Gregory:Greg
        Alexander:Alex Raymond:Ray Patrick:Pat,Paddy Gerald:Gerry Lawrence:Larry Joshua:Josh Frederick:Fred
        Theodore:Ted Leonard:Len Douglas:Doug Zachary:Zach Vincent:Vince Philip:Phil Harold:Harry Henry:Harry,Hank
        Albert:Al,Bert David:Dave Elizabeth:Liz,Beth,Betty Patricia:Pat,Trish Jennifer:Jen,Jenny
        Margaret:Maggie,Peggy,Meg Susan:Sue Deborah:Deb,Debbie Katherine:Kate,Kathy Catherine:Cathy,Kate Rebecca:Becky
        Kimberly:Kim Stephanie:Steph Christine:Chris Samantha:Sam Victoria:Vicky Jessica:Jess Barbara:Barb Judith:Judy
        Amanda:Mandy Melissa:Mel Cynthia:Cindy
    """,
    "de": """
        Robert:Bob,Rob Alexander:Alex Michael:Michi,Mike Thomas:Tom Andreas:Andi Stefan:Steff Christian:Chris
        Matthias:Matze,Mattes Johannes:Hannes,Jo Maximilian:Max Sebastian:Basti Tobias:Tobi Florian:Flo
        Joachim:Jochen,Achim Friedrich:Fritz Heinrich:Heinz,Heiner Josef:Sepp,Jupp Georg:Schorsch Wilhelm:Willi,Wim
        Manfred:Manni Ulrich:Uli Wolfgang:Wolf Benjamin:Ben Dominik:Domi Philipp:Phil Günter:Günni Hans:Hansi
        Katharina:Kathi,Kati Susanne:Susi Elisabeth:Lisa,Sissi Gabriele:Gabi Barbara:Babsi Stefanie:Steffi
        Franziska:Franzi Ulrike:Uli Christina:Tina,Chrissi Christoph:Chris Rudolf:Rudi Ludwig:Lutz Siegfried:Sigi
        Gerhard:Gerd Jürgen:Jogi Johanna:Hanna
    """,
    "fr": """
        Alexandre:Alex Frédéric:Fred Stéphane:Steph Christophe:Chris Nicolas:Nico Philippe:Phil Sébastien:Seb
        Guillaume:Guy Mathieu:Mat Jean-Pierre:JP Jean-Claude:JC Jean-Luc:JL Catherine:Cathy Véronique:Véro
        Nathalie:Nath
    """,
    "it": """
        Giuseppe:Beppe,Pino Alessandro:Sandro,Ale Francesco:Franco,Checco Giovanni:Gianni,Nino Luigi:Gigi
        Antonio:Tonino Salvatore:Totò,Turi Vincenzo:Enzo Roberto:Roby Gianfranco:Franco Francesca:Franci Federico:Fede
        Lorenzo:Renzo
    """,
    "es": """
        José:Pepe Francisco:Paco,Fran,Kiko Ignacio:Nacho Manuel:Manolo,Manu Jesús:Chus,Suso Enrique:Quique Rafael:Rafa
        Javier:Javi Santiago:Santi Alejandro:Álex Eduardo:Edu Dolores:Lola Concepción:Concha Pilar:Pili Miguel:Micky
    """,
    "pl": """
        Krzysztof:Krzysiek Tomasz:Tomek Piotr:Piotrek Jakub:Kuba Małgorzata:Gosia Katarzyna:Kasia Grzegorz:Grzesiek
        Wojciech:Wojtek Agnieszka:Aga Jan:Janek Jiří:Jirka Magdalena:Magda Zbigniew:Zbyszek Dragan:Gagi
    """,
    "cyr": """
        Александр:Саша,Алекс Алексей:Лёша,Алекс Дмитрий:Дима Сергей:Серёжа Владимир:Володя,Вова Евгений:Женя
        Михаил:Миша Иван:Ваня Екатерина:Катя Наталья:Наташа Татьяна:Таня Елена:Лена Николай:Коля Андрей:Андрюша
        Юрий:Юра Мария:Маша
    """,
    "in": """
        Venkatesh:Venky Rajesh:Raj Siddharth:Sid Abhishek:Abhi Srinivas:Srini Karthik:Karthi Krishna:Kris Vikram:Vik
    """,
    "tr": "Mehmet:Memo Mustafa:Mıstık İbrahim:İbo Süleyman:Sülo",
}
NICKNAMES = {
    (culture, name): forms.split(",")
    for culture, text in _NICKNAMES.items()
    for name, forms in (entry.split(":") for entry in text.split())
}
