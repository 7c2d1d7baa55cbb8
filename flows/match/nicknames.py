"""Nicknames: the short forms of given names in several languages, folded, each with one root.

A nickname of several names (Alex, Sasha) has a root of its own kind: what is wanted is that two spellings of one
person can meet, not etymology.
"""

from __future__ import annotations

_FAMILIES = """
robert bob bobby rob robbie roberto robin ruprecht roby robi bobo beto; william bill billy will willy willi wilhelm
guillaume guillermo guglielmo liam wim bil willem memo; richard rick dick rich ricardo riccardo ricky rysiek dickie
ritchie rikard; james jim jimmy jamie jaime; john jon johnny jack johann johannes hans jan ian ivan juan joao giovanni
jean hannes juanito johan johnnie janek jasiek jens johanes wanja vanya jo juanma juanjo gianni gian jannik; michael
mike mick michel miguel michele mikhail misha mikael micha mihail michi michal mischa mihai maikel michail; thomas tom
tommy tomas tommaso tomasz tomek toma tomo tomi tamas; charles charlie chuck carl karl carlos carlo karel kalle calle
karol chas; edward ed eddie ted eduard eduardo edoardo ned edu lalo edek; joseph joe joey josef jose pepe giuseppe
beppe sepp jupp jozef pepa josefa peppe pino jozek beppo josep yusef; david dave davide davy dawid; daniel dan danny
daniele dani daan danilo danila danuta; andrew andy andreas andre andrea andres andrei drew andrzej andriy andi
jedrzej andrey andrej andriej anders andrzejek; anthony tony anton antonio antoine toni antoni toon tonino tonio tonya
antek toninho; alexander alex alexandra sasha sascha alexandre alejandro alessandro alessandra sandra xander aleksandr
aleksander alejandra alexandros aleksandra sandy ale olek aleks sandro alik iskander alejo shura lex; christopher
chris christoph christian cristiano topher kit christophe cristian krzysztof krzysiek kristof cristobal; nicholas nick
nicolas nikolaus klaus nico niko nicola nikolai claus nikolay mikolaj claas klaas nicolaas kolya nicolo micky; matthew
matt matthias mathias matteo matthieu mateo mats mateusz matze hias mattie mateus matyas matjaz matej; steven steve
stefan stephen stephan stephane esteban stefano steffen szczepan stevie stepan; peter pete pedro pierre pietro piotr
petr pit pyotr petra petya pieter piet per pelle peer; paul paolo pablo pawel pavel pauly; philip phil philipp
philippe felipe filippo filip pip filipp filipe philippa; gregory greg gregor grigory grzegorz gregoire; benjamin ben
benny beniamino; samuel sam sammy samu samy; patrick pat paddy patricia patrizia patrice trish tricia patricio patty
patrik patryk; jeffrey jeff geoffrey geoff; kenneth ken kenny; ronald ron ronny; donald don donny; timothy tim timo
timotheus; gerald gerry gerard gerhard gerd gerardo jerry gerrit gert geert gerardus gerhardt; frederick fred freddy
friedrich fritz frederic federico frederik fryderyk fede federica fritzi frits fedya fiodor fyodor fedor; francis
frank francisco francesco paco pancho franz francois frances fran franco franciszek franek franciska francesca ferenc
feri ciccio fanny; henry harry hank heinrich heinz henri enrico enrique hendrik henrik henryk quique kike heiko heiner
henk rik hein heniek hinrich; lawrence larry laurence lorenz lorenzo laurent lars lorens lasse; leonard leo leonardo
lenny leon lennart leonid; louis lou luis luigi ludwig lutz ludovic ludwik gigi luisa louise lodewijk; george georg
georges jorge giorgio jurgen jorg yuri jerzy georgios jogi jurek goran gjorgji yura yury iurii jurij georgi georgy;
martin marty martino marcin; maximilian max maxime massimo maxim massimiliano maksim maksymilian; sebastian basti seb
wastl sebastien sebastiano bastian; tobias tobi toby; florian flo; dominik dominic nic dominique domenico domingo;
raymond ray raimund ramon raimondo; walter walt walther gualtiero; eugene gene eugen eugenio yevgeny evgeny evgeni
zhenya ewgeni ewgenij evgenii evgenij jewgeni jewgenij schenja jenia zenya ewgenia; vincent vince vincenzo vicente
vinny vinzenz enzo vincenz; jonathan jonny jonas nathan; zachary zach zack; joshua josh; dmitry dima dmitri dmytro
dimitri mitya dimka dimitrij; vladimir vova volodya volodymyr wladimir wolodja wladek vlad wladyslaw vladislav; sergei
serge sergio sergey serhiy seryozha sergej serhij sergi; konstantin kostya constantin costa constantine; hubert hub;
rudolf rudi rolf rodolfo; ulrich uli ulli ulrike; wolfgang wolf; reinhard reiner rainer; manfred manni fred; bernard
bernd bernhard bernardo bernie berndt benno bernat; albert al alberto albrecht bert; arthur art arturo artur; ignacio
nacho ignaz; manuel manolo emanuel emmanuel manu emanuele manel lele manolito manuela; elizabeth liz beth lizzie betty
eliza elisabeth lisa elisa elsa isabel isabella else elise lisbeth elzbieta ela isa sissi sissy lisbet liesl lili ilse
bess elzbietka lizzy elisaveta; katherine kate katie kathy cathy catherine katharina kathrin kat katrin kathi catalina
caterina katja kathleen karin katarzyna kasia ekaterina katya kati katrina katka katarina kaska katharine kitty rina;
margaret maggie meg peggy greta margarete margarita marguerite rita margherita gretchen malgorzata gosia marga grete
gretel daisy; mary maria marie molly mia maryam mariya miriam masha mascha marita mariana marika maru mitzi; ann anna
anne annie anja nancy hannah annette anita ana ania anni anny anouk anka annika annabel; susan sue susanne suzanne
susie susanna susana zuzanna susi sanne susann suse susette zuza; jennifer jenny jen jenni jenn; jessica jess jessie;
deborah debbie deb; barbara barb babs basia barbora babsi basienka; dorothy dot dorothea dorothee; victoria vicky tori
viktoria vittoria wiktoria viki wika vika; christina chris tina christine kristina kirsten cristina krystyna tine
krysia chrissy christel; stephanie steph stefanie steffi stefania stephie estefania; helen helena helene lena nell
elena ellen eleni yelena olena; eva eve ewa; julia julie giulia juliane yulia julita; caroline carolina carrie carolin
karoline karolina carola; charlotte lotte charly carlota; sophie sofia sophia sonja zofia; theresa terry tess therese
teresa resi tessa tereza resl; magdalena magda lena madeleine; veronica ronnie veronika vroni; natalie nat natalia
natasha natalya; angela angie angelika angelica; gabriel gabe gabriela gabriele gabi gaby gabriella gabor gavriil
gabry; jacqueline jackie; samantha sammi; rebecca becky becca bec rebekka; nicole nicky nikki; valentin val valentina
valentino; olga olya; tatiana tanya tatjana tania; oksana xenia ksenia; rosa rosie rosemary rose rosario; dolores
lola; concepcion concha conchita; mercedes merche; guadalupe lupe; santiago diego jacob jakob jacques giacomo kuba
jacopo jakub; javier xavi xavier saverio javi xaver; rafael rafa raphael raffaele; fernando ferdinand nando; alfonso
alfons poncho; salvador salva salvatore toto; yusuf yousef youssef jusuf youssouf; mohammed muhammad mohamed mohammad
mehmet mo; ahmed ahmad ahmet; ali aly; omar umar omer; hussein husain hussain; abdullah abdallah; rajesh raj raju;
sanjay sanju; vijay vij; krishna krish; lakshmi laxmi; venkatesh venkat; sandeep sandip; deepak dipak; pradeep pradip;
amit ameet; anil aneel; sunil suneel; lukas luke luca lucas luc luka lukasz; markus mark marc marco marcus marcos
marek; simon simone szymon; oliver ollie olivier; theodore teddy theo theodor; nathaniel nate; bartholomew bart
bartosz; augustin august gus augusto; adalbert bela; janos jani; istvan pista; laszlo laci; gyorgy gyuri; jaroslav
jarda; stanislav stan stanislaw stas standa; vaclav vasek wenzel; wojciech wojtek; tadeusz tadek; zbigniew zbyszek;
joanna johanna joana joasia asia jana hanna; jorgen joergen; monika monica moni mona; brigitte gitti birgit britta;
ursula uschi ulla ula urszula; cornelia conny nele; joachim jochen achim jochim quim joaquim joaquin; dieter diether;
detlef detlev; gunter gunther guenter; heidi adelheid heide; claudia claudi; sabine bine; petronella nelly; renate
renata; waltraud traudl; rosemarie rosi; wilhelmina mina minna; zbynek zbysek; slawomir slawek; miroslaw mirek
miroslav; dariusz darek darius; jaroslaw jarek; radoslaw radek radoslav; ireneusz irek; leszek lech lechoslaw;
agnieszka aga agnes ines agnese; jolanta jola yolanda iolanda; alexei alexey aleksei aleksey lyosha alyosha alexej
aljoscha; anatoly anatoli tolya anatolij; viktor victor vitya wiktor vittorio; vyacheslav slava wjatscheslaw; lyudmila
lyuda ludmila ljudmila; irina ira iryna irena irene; anastasia nastya nastassja anastasiya; daria dasha darya darja;
svetlana sveta swetlana; galina galya; boris borya; ilya ilja ilia elias eliah; roman roma; cornelis kees cor; jacobus
koos sjaak; dirk diederik derk; abraham bram abe; matthijs thijs mathijs thijmen; olof olle olaf ole; bo bosse; gustav
gosta gustaf; mustafa musti; ibrahim ibo avraham; fatma fatos fatima; ayse ayshe aicha; cynthia cindy cinzia; amanda
mandy; sarah sally sara; virginia ginny; gertrude trudy traude; stuart stu stewart; russell russ; wesley wes; douglas
doug; bradley brad; calvin cal; harold hal; isaac ike; mitchell mitch; norman norm; reginald reg; rodney rod; roger
rog rutger ruggero; sidney sid; terence terrance; abigail gail abby; eleanor ellie nora leonor eleonora eleonore;
florence florentine florencia; josephine josie josefine; judith judy judit jutta; melanie mel; melissa missy; pamela
pam; penelope penny; jerome jeromy hieronymus jeronimo; clifford cliff; clinton clint; curtis curt kurt konrad conrad;
alfred alfredo fredo; josemaria chema; montserrat montse; begona bego; carmen carmela maricarmen; pilar pili; consuelo
chelo; encarnacion encarna; milagros mila; remedios reme; purificacion puri; soledad sole; trinidad trini; inmaculada
inma; ismael isma; adrian adri adriano adrien hadrian; oscar oskar; hugo ugo; ernst ernesto ernest ernie; erwin ervin;
erich eric erik erick eryk; helmut hellmut helmuth; herbert heribert herb; hermann armando armand herman ermanno;
karlheinz karlhans; ottokar otto; siegfried siggi sigi sigfrid; ulf wulf; volker folker; werner wernher guarniero;
winfried winni; ekkehard ekki eckhard eckart; guido veit vito; ingo ingolf; ingrid inga inge ingeborg; meike maike;
ralf ralph raoul raul; roland orlando rolando; sigrid siri; torsten thorsten torben; venkata venky; subramanian subbu;
krishnan kris; balasubramanian bala; srinivas srini seenu; chandrasekhar chandra shekhar; raghavendra raghu; jayaram
jay; satish sathish; priyanka priya; anjali anju; pooja puja; shweta sweta; kavita kavitha; sunita sunitha; geeta
gita; madhuri madhu; swathi swati
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
