"""Nicknames: the short forms of given names in several languages, folded, each with one root.

A nickname of several names (Alex, Sasha) has a root of its own kind: what is wanted is that two spellings of one
person can meet, not etymology.
"""

from __future__ import annotations

_FAMILIES = """
robert bob bobby rob robbie roberto robin ruprecht; william bill billy will willy willi wilhelm guillaume guillermo
guglielmo liam wim; richard rick dick rich ricardo riccardo ricky; james jim jimmy jamie jaime; john jon johnny jack
johann johannes hans jan ian ivan juan joao giovanni jean hannes juanito; michael mike mick michel miguel michele
mikhail misha mikael micha mihail; thomas tom tommy tomas tommaso tomasz tomek; charles charlie chuck carl karl carlos
carlo karel; edward ed eddie ted eduard eduardo edoardo; joseph joe joey josef jose pepe giuseppe beppe sepp jupp
jozef; david dave davide davy; daniel dan danny daniele; andrew andy andreas andre andrea andres andrei drew andrzej
andriy andi jedrzej; anthony tony anton antonio antoine toni antoni; alexander alex alexandra sasha sascha alexandre
alejandro alessandro alessandra sandra xander aleksandr aleksander alejandra alexandros aleksandra; christopher chris
christoph christian cristiano topher kit christophe cristian krzysztof krzysiek kristof cristobal; nicholas nick
nicolas nikolaus klaus nico niko nicola nikolai claus nikolay mikolaj; matthew matt matthias mathias matteo matthieu
mateo mats mateusz matze hias; steven steve stefan stephen stephan stephane esteban stefano steffen szczepan; peter
pete pedro pierre pietro piotr petr pit pyotr petra; paul paolo pablo pawel pavel pauly; philip phil philipp philippe
felipe filippo filip; gregory greg gregor grigory grzegorz gregoire; benjamin ben benny beniamino; samuel sam sammy;
patrick pat paddy patricia patrizia patrice trish tricia patricio; jeffrey jeff geoffrey geoff; kenneth ken kenny;
ronald ron ronny; donald don donny; timothy tim timo timotheus; gerald gerry gerard gerhard gerd gerardo; frederick
fred freddy friedrich fritz frederic federico frederik fryderyk; francis frank francisco francesco paco pancho franz
francois frances fran franco franciszek; henry harry hank heinrich heinz henri enrico enrique hendrik henrik henryk;
lawrence larry laurence lorenz lorenzo laurent lars lorens; leonard leo leonardo lenny leon lennart leonid; louis lou
luis luigi ludwig lutz ludovic ludwik; george georg georges jorge giorgio jurgen jorg yuri jerzy georgios; martin
marty martino marcin; maximilian max maxime massimo maxim massimiliano maksim maksymilian; sebastian basti seb wastl
sebastien sebastiano bastian; tobias tobi toby; florian flo; dominik dominic nic dominique domenico domingo; raymond
ray raimund ramon raimondo; walter walt walther gualtiero; eugene gene eugen eugenio yevgeny evgeny evgeni zhenya;
vincent vince vincenzo vicente vinny; jonathan jonny jonas nathan; zachary zach zack; joshua josh; dmitry dima dmitri
dmytro dimitri; vladimir vova volodya volodymyr wladimir; sergei serge sergio sergey serhiy; konstantin kostya
constantin costa constantine; hubert hub; rudolf rudi rolf rodolfo; ulrich uli ulli ulrike; wolfgang wolf; reinhard
reiner rainer; manfred manni fred; bernard bernd bernhard bernardo bernie; albert al alberto albrecht bert; arthur art
arturo artur; ignacio nacho ignaz; manuel manolo emanuel emmanuel manu emanuele; elizabeth liz beth lizzie betty eliza
elisabeth lisa elisa elsa isabel isabella else elise lisbeth elzbieta ela; katherine kate katie kathy cathy catherine
katharina kathrin kat katrin kathi catalina caterina katja kathleen karin katarzyna kasia ekaterina katya; margaret
maggie meg peggy greta margarete margarita marguerite rita margherita gretchen malgorzata gosia; mary maria marie
molly mia maryam mariya miriam; ann anna anne annie anja nancy hannah annette anita ana ania; susan sue susanne
suzanne susie susanna susana zuzanna susi sanne; jennifer jenny jen; jessica jess jessie; deborah debbie deb; barbara
barb babs basia; dorothy dot dorothea dorothee; victoria vicky tori viktoria vittoria wiktoria; christina chris tina
christine kristina kirsten cristina krystyna; stephanie steph stefanie steffi stefania; helen helena helene lena nell
elena ellen eleni yelena olena; eva eve ewa; julia julie giulia juliane yulia julita; caroline carolina carrie carolin
karoline karolina carola; charlotte lotte charly carlota; sophie sofia sophia sonja zofia; theresa terry tess therese
teresa resi; magdalena magda lena madeleine; veronica ronnie veronika vroni; natalie nat natalia natasha natalya;
angela angie angelika angelica; gabriel gabe gabriela gabriele gabi gaby gabriella; jacqueline jackie; samantha sammi;
rebecca becky becca; nicole nicky nikki; valentin val valentina valentino; olga olya; tatiana tanya tatjana tania;
oksana xenia ksenia; rosa rosie rosemary rose rosario; dolores lola; concepcion concha conchita; mercedes merche;
guadalupe lupe; santiago diego jacob jakob jacques giacomo kuba jacopo jakub; javier xavi xavier saverio; rafael rafa
raphael raffaele; fernando ferdinand nando; alfonso alfons poncho; salvador salva salvatore toto; yusuf yousef
youssef; mohammed muhammad mohamed mohammad mehmet mo; ahmed ahmad ahmet; ali aly; omar umar omer; hussein husain
hussain; abdullah abdallah; rajesh raj raju; sanjay sanju; vijay vij; krishna krish; lakshmi laxmi; venkatesh venkat;
sandeep sandip; deepak dipak; pradeep pradip; amit ameet; anil aneel; sunil suneel; lukas luke luca lucas luc luka
lukasz; markus mark marc marco marcus marcos marek; simon simone szymon; oliver ollie olivier; theodore teddy theo
theodor; nathaniel nate; bartholomew bart bartosz; augustin august gus augusto; adalbert bela; janos jani; istvan
pista; laszlo laci; gyorgy gyuri; jaroslav jarda; stanislav stan stanislaw stas standa; vaclav vasek wenzel; wojciech
wojtek; tadeusz tadek; zbigniew zbyszek
"""


def _folded(name: str) -> str:
    return name.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _roots() -> dict[str, str]:
    roots: dict[str, str] = {}
    for family in _FAMILIES.replace("\n", " ").split(";"):
        names = family.split()
        for name in names:
            roots.setdefault(_folded(name), _folded(names[0]))
    return roots


ROOTS = _roots()
