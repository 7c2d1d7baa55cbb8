"""Given and family names of each culture, from common to rare."""

from __future__ import annotations

import re
from typing import NamedTuple

from bench.other_leads.dice import Dice, LongTail, Pool
from bench.other_leads.spelling import words


class _Names(NamedTuple):
    male: str
    female: str
    family: str
    heads: str  # of rare family names
    tails: str
    rare: float  # share of family names put together from a head and a tail


_NAMES = {
    "de": _Names(
        male="""
            Thomas Michael Andreas Peter Stefan Christian Martin Markus Klaus Jürgen Frank Wolfgang Uwe Bernd Matthias
            Ralf Alexander Daniel Dieter Werner Manfred Jörg Hans Rainer Oliver Sebastian Tobias Florian Jan Holger
            Dirk Thorsten Jens Sven Günter Karl Heinz Gerhard Helmut Horst Walter Robert Johannes Marcel Philipp David
            Lukas Felix Maximilian Jonas Simon Fabian Benjamin Dominik Patrick Marco Carsten Torsten Volker Heiko Kai
            Olaf Norbert Josef Franz Anton Georg Roland Reinhard Hermann Harald Ulrich Armin Axel Björn Boris
            Christoph Detlef Erik Ernst Friedrich Gregor Guido Heinrich Ingo Joachim Jochen Julian Kevin Konrad Lars
            Lothar Ludwig Mario Moritz Nico Niklas Otto Paul René Rolf Rudolf Siegfried Steffen Theo Tim Till Timo Udo
            Veit Wilhelm Winfried Götz Jörn Malte Hauke
        """,
        female="""
            Sabine Susanne Petra Andrea Julia Claudia Stefanie Nicole Anna Katrin Monika Birgit Martina Christine Anja
            Sandra Melanie Heike Karin Barbara Ute Silke Daniela Katharina Maria Tanja Kerstin Simone Ursula Gabriele
            Nadine Sarah Lisa Laura Anke Christina Elke Jana Johanna Jasmin Eva Franziska Sonja Bettina Britta Carola
            Cornelia Doris Elisabeth Friederike Gisela Hannah Ines Iris Jutta Käthe Lena Leonie Manuela Marlene Miriam
            Nina Regina Renate Ulrike
        """,
        family="""
            Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter
            Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Schmitz
            Krause Meier Lehmann Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters
            Lang Scholz Möller Weiß Jung Hahn Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck
            Lorenz Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein
            Jäger Otto Sommer Groß Seidel Heinrich Brandt Haas Schreiber Graf Schulte Dietrich Ziegler Kuhn Kühn Pohl
            Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff Pfeiffer Ernst Hübner Beyer Kramer Barth Lindner
            Wenzel Hermann Jansen Haase Paul Kurz Peter Franz Riedel Jahn Wolter Ott Bender Kunz Reuter Bach
            Bauerfeind Brinkmann Böttcher Bock Blum Bode Bader Ahrens Adam Ackermann Anders Arndt Auer Bartels Behrens
            Benz Binder Bischoff Born Brückner Buchholz Burkhardt Conrad Decker Diehl Dietz Döring Dreyer Eberhardt
            Ebert Eckert Eder Ehlers Eichhorn Engelhardt Erdmann Esser Falk Feldmann Fiedler Fink Förster Freitag Frey
            Fritsch Fritz Fröhlich Funke Gabriel Gebhardt Geiger Gerlach Gottschalk Göbel Götz Grimm Gruber Hansen
            Hagen Hamann Hauser Heck Heil Hein Heinz Heinze Held Heller Henke Hennig Henning Hentschel Herbst Herold
            Herzog Heß Hesse Heuer Hildebrandt Hinz Hirsch Hoppe Höfer Hummel Jacob Jacobs Janssen Jost Jürgens
            Kaufmann Kern Kessler Kiefer Kirchner Klose Knoll Kohl Kolb Konrad Kopp Körner Kraft Kremer Kretschmer
            Kröger Krug Kruse Kunze Küster Langer Lechner Lenz Link Löffler Lutz Mack Mann Marx Maurer May Mertens
            Merkel Metz Metzger Michel Mohr Moser Naumann Neubauer Nickel Nowak Opitz Pape Petersen Pfeifer Philipp
            Pieper Popp Preuß Probst Raab Radtke Rau Rausch Reich Reichert Reimann Reimer Reinhardt Reiter Renner
            Rieger Ritter Rohde Römer Rose Rösch Rothe Rudolph Runge Sander Schade Schaller Scherer Schiller Schilling
            Schindler Schlegel Schlüter Schott Schramm Schreiner Schröter Schütte Schütz Schwab Schweizer Seifert
            Siebert Singer Springer Stadler Stahl Stark Steffen Steiner Stephan Stoll Straub Strauß Sturm Thiel Thiele
            Ullrich Ulrich Unger Urban Vetter Voß Wegner Weigel Weidner Weis Weise Wendt Wegener Wiese Wild Wilhelm
            Will Wimmer Witt Wirth Zeller Zander Zahn
        """,
        heads="""
            Eich Stein Hof Lang Wald Berg Ross Hinter Acker Brunn Buch Dorn Eber Feld Fichten Gold Hasel Heid Kirch
            Kalt Linden Mitter Moos Nieder Ober Rosen Sand Schön Silber Stadel Tannen Unter Vorder Weiden Wiesen
            Winkel
        """,
        tails="""
            berger mann hofer bauer meier müller egger hauser bach huber leitner reuter kamp wald stein ner maier
        """,
        rare=0.35,
    ),
    "en": _Names(
        male="""
            James John Robert Michael William David Richard Joseph Thomas Charles Christopher Daniel Matthew Anthony
            Mark Steven Paul Andrew Joshua Kenneth Kevin Brian George Edward Ronald Timothy Jason Jeffrey Ryan Jacob
            Gary Nicholas Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Frank Alexander
            Raymond Patrick Jack Dennis Jerry Tyler Aaron Adam Nathan Henry Douglas Zachary Peter Kyle Walter Ethan
            Jeremy Harold Keith Christian Roger Noah Gerald Carl Terry Sean Austin Arthur Lawrence Jesse Dylan Bryan
            Joe Jordan Billy Bruce Albert Willie Gabriel Logan Alan Juan Wayne Roy Ralph Randy Eugene Vincent Russell
            Louis Philip Bobby Johnny Bradley Simon Graham Stuart Neil Ian Colin Duncan Gareth Nigel Trevor Hugh Craig
            Darren Barry Clive Leonard Theodore Frederick Oliver
        """,
        female="""
            Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Sandra Betty Ashley
            Emily Kimberly Margaret Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Laura Sharon Cynthia
            Kathleen Amy Angela Anna Emma Samantha Katherine Christine Helen Debra Rachel Carolyn Janet Catherine
            Heather Diane Olivia Julie Victoria Joyce Kelly Christina Joan Evelyn Judith Andrea Hannah Megan Alice
            Jacqueline Gillian Fiona
        """,
        family="""
            Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Thomas Moore Jackson Martin Lee
            Thompson White Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Hill Green Adams Nelson
            Baker Hall Campbell Mitchell Carter Roberts Evans Turner Phillips Parker Edwards Collins Stewart Morris
            Murphy Cook Rogers Morgan Cooper Peterson Bailey Reed Kelly Howard Cox Ward Richardson Watson Brooks Wood
            James Bennett Gray Hughes Price Myers Long Foster Sanders Ross Powell Sullivan Russell Jenkins Perry
            Butler Barnes Fisher Henderson Coleman Simmons Patterson Jordan Reynolds Hamilton Graham Kim Gibson
            Wallace Cole West Bryant Ellis Stevens Murray Ford Marshall Owens Harrison Kennedy Wells Woods Henry Chen
            Freeman Webb Tucker Burns Crawford Olson Simpson Porter Hunter Gordon Silva Shaw Snyder Mason Dixon Hunt
            Hicks Holmes Palmer Wagner Black Robertson Boyd Stone Salazar Fox Warren Mills Meyer Rice Schmidt Daniels
            Ferguson Nichols Stephens Weaver Ryan Gardner Payne Grant Dunn Kelley Spencer Hawkins Arnold Pierce Hansen
            Peters Hart Bradley Knight Elliott Cunningham Duncan Armstrong Hudson Carroll Lane Riley Andrews Ray Berry
            Perkins Hoffman Johnston Matthews Richards Willis Carpenter Lawrence Sandoval Guzman George Chapman Lawson
            Bishop Barker Barrett Bates Beck Becker Bell Benson Blake Bowman Brewer Buckley Burke Burton Byrd Cannon
            Carlson Carr Casey Chambers Chandler Clarke Clayton Conner Craig Cross Curtis Dalton Davidson Dawson Day
            Dean Doyle Drake Dudley Duffy Edmonds Erickson Farrell Fields Finch Fitzgerald Fleming Fletcher Flynn
            Fowler Francis Franklin Frost Fuller Garrett Gilbert Gill Goodman Goodwin Gregory Griffin Griffith Hale
            Hammond Hanson Hardy Harmon Harper Harvey Haynes Heath Higgins Hodges Holland Holt Hopkins Horton Houston
            Howell Hubbard Humphrey Ingram Jacobs Jarvis Jennings Jensen Joyce Keller Kemp Klein Lambert Larson
            Leonard Little Lloyd Logan Love Lowe Lynch Lyons MacDonald Mackenzie Manning Marsh Maxwell McCarthy
            McCormick McDonald McKinney McLaughlin Miles Moody Moran Morrison Morton Moss Mullins Nash Newman Newton
            Nolan Norman Norris Norton O'Brien O'Connor O'Neill Oliver Osborne Page Parsons Paul Pearson Pope Potter
            Pratt Quinn Ramsey Reid Rhodes Robbins Rowe Saunders Schneider Schultz Sharp Shelton Sherman Short Sims
            Singh Sparks Steele Stokes Strickland Sutton Swanson Tate Terry Todd Townsend Tyler Vaughn Wade Walsh
            Walters Walton Watkins Watts Weber Welch Wheeler Wolfe Yates Zimmerman
        """,
        heads="""
            Ash Bing Black Brad Clay Crow Dun East Ever Far Gold Hart Hazel Holl Kings Lang Lin Mel Nor Old Pem Red
            Rock Sel Stan Thorn Under Wat West Whit Wood Wyn
        """,
        tails="ton ford ley well worth wood field ham by burn shaw bury more land stone wick",
        rare=0.3,
    ),
    "fr": _Names(
        male="""
            Jean Pierre Michel Philippe Nicolas Alain Laurent Christophe Patrick Daniel Bernard Frédéric Éric Stéphane
            Thierry Pascal Julien Olivier Sébastien David François Christian Jacques Thomas Gérard Guillaume Vincent
            Antoine Alexandre Maxime Jérôme Bruno Didier Mathieu Cédric Benoît Franck Hervé Yves Rémi Grégory Étienne
            Gaël Jean-Pierre Jean-Claude Jean-Luc Jean-Marc
        """,
        female="""
            Marie Nathalie Isabelle Sylvie Catherine Françoise Martine Christine Valérie Sandrine Stéphanie Véronique
            Céline Sophie Chantal Aurélie Anne Julie Laurence Hélène Camille Émilie Chloé Léa Anne-Sophie
        """,
        family="""
            Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel Garcia
            David Bertrand Roux Vincent Fournier Morel Girard André Lefèvre Mercier Dupont Lambert Bonnet François
            Martinez Legrand Garnier Faure Rousseau Blanc Guérin Muller Henry Roussel Nicolas Perrin Morin Mathieu
            Clément Gauthier Dumont Lopez Fontaine Chevalier Robin Masson Sanchez Gérard Nguyen Boyer Denis Lemaire
            Duval Joly Gautier Roger Roche Roy Noël Meyer Lucas Meunier Jean Perez Marchand Dufour Blanchard Marie
            Barbier Brun Dumas Brunet Schmitt Leroux Colas Fabre Renard Arnaud Rolland Caron Aubert Giraud Leclerc
            Vidal Bourgeois Renaud Lemoine Picard Gaillard Philippe Leclercq Lacroix Fabien Dupuis Olivier Rodriguez
            Da_Silva Hubert Louis Charles Guillot Rivière
        """,
        heads="Beau Mont Char Clair Font Gran Bel Roche Cour Vil Ros Dur Mar Per Lav Pel Bou Cha Des Fau",
        tails="champ mont val ville ier eau ot et ard on in bert aud oux el oy iau",
        rare=0.4,
    ),
    "it": _Names(
        male="""
            Marco Andrea Alessandro Giuseppe Francesco Luca Roberto Stefano Paolo Antonio Giovanni Davide Matteo
            Massimo Fabio Claudio Mario Luigi Maurizio Simone Daniele Alberto Riccardo Enrico Franco Giorgio Carlo
            Lorenzo Federico Michele Salvatore Vincenzo Filippo Giacomo Nicola Sergio Gianluca Pietro Emanuele
            Gianfranco Nicolò
        """,
        female="""
            Maria Francesca Laura Chiara Paola Giulia Anna Silvia Elena Barbara Sara Federica Valentina Monica Roberta
            Cristina Daniela Alessandra Elisa Patrizia Michela Simona Raffaella Giovanna
        """,
        family="""
            Rossi Russo Ferrari Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti De_Luca Mancini Costa
            Giordano Rizzo Lombardi Moretti Barbieri Fontana Santoro Mariani Rinaldi Caruso Ferrara Galli Martini
            Leone Longo Gentile Martinelli Vitale Lombardo Serra Coppola De_Santis D'Angelo Marchetti Parisi Villa
            Conte Ferraro Ferri Fabbri Bianco Marini Grasso Valentini Messina Sala De_Angelis Gatti Pellegrini Palumbo
            Sanna Farina Rizzi Monti Cattaneo Morelli Amato Silvestri Mazza Testa Grassi Pellegrino Carbone Giuliani
            Benedetti Barone Rossetti Caputo Montanari Guerra Palmieri Bernardi Martino Fiore De_Rosa Ferretti Bellini
            Basile Riva Donati Piras Vitali Battaglia Sartori Neri Costantini Milani Pagano Ruggiero Sorrentino
            D'Amico Orlando Damico Negri Mantovani Zanetti Bassi
        """,
        heads="Bert Carl Zan Mor Gal Bar Ghis Mar Pell Ross Tom Ven Bell Cast Fant Guid Lanz Mont Piz Sal",
        tails="ini etti oni ello ucci ari aro otti in ato elli olin acci ardi ese ano",
        rare=0.4,
    ),
    "es": _Names(
        male="""
            Antonio José Manuel Francisco David Juan Javier Daniel Carlos Jesús Alejandro Miguel Rafael Pedro Pablo
            Ángel Sergio Fernando Jorge Luis Alberto Álvaro Diego Adrián Raúl Enrique Ramón Vicente Iván Rubén Óscar
            Andrés Joaquín Santiago Eduardo Víctor Roberto Jaime Ignacio Mario Gonzalo Íñigo
        """,
        female="""
            María Carmen Ana Isabel Laura Cristina Marta Lucía Elena Pilar Raquel Sara Rosa Teresa Beatriz Silvia
            Patricia Mónica Nuria Sonia Rocío Inés Concepción Dolores
        """,
        family="""
            García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz
            Moreno Muñoz Álvarez Romero Alonso Gutiérrez Navarro Torres Domínguez Vázquez Ramos Gil Ramírez Serrano
            Blanco Molina Morales Suárez Ortega Delgado Castro Ortiz Rubio Marín Sanz Núñez Iglesias Medina Garrido
            Cortés Castillo Santos Lozano Guerrero Cano Prieto Méndez Cruz Calvo Gallego Herrera Márquez León Vidal
            Peña Flores Cabrera Campos Vega Fuentes Carrasco Diez Reyes Caballero Nieto Aguilar Pascual Santana
            Herrero Montero Lorenzo Hidalgo Giménez Ibáñez Ferrer Durán Santiago Benítez Mora Vicente Vargas Arias
            Carmona Crespo Román Pastor Soto Sáez Velasco Moya Soler Parra Esteban Bravo Gallardo Rojas Etxeberria
            Aguirre Puig Serra
        """,
        heads="Aran Berm Cald Elor Goi Iri Lar Men Ola Per Sala Urru Vill Zab Mont Quin Bel Cas Ferr Rib",
        tails="ez guren zar eta aga iaga edo alba era ero ares ina osa oz ado uela",
        rare=0.25,
    ),
    "in": _Names(
        male="""
            Rajesh Amit Sanjay Rahul Suresh Vijay Anil Ramesh Sunil Manoj Rakesh Ajay Vikram Arun Deepak Ashok Ravi
            Sandeep Rohit Prakash Vinod Mahesh Nitin Pankaj Mukesh Dinesh Ganesh Karthik Srinivas Venkatesh Harish
            Naveen Praveen Kiran Santosh Gaurav Abhishek Siddharth Aditya Arjun Mohammed Imran Balaji Murali Senthil
            Anand Krishna
        """,
        female="""
            Priya Anita Sunita Pooja Neha Kavita Deepa Lakshmi Meena Rekha Swati Shweta Divya Anjali Ritu Nisha Asha
            Radha
        """,
        family="""
            Kumar Singh Sharma Patel Gupta Shah Reddy Rao Mehta Jain Verma Nair Iyer Joshi Desai Mishra Agarwal Yadav
            Das Khan Pillai Menon Naidu Kulkarni Patil Deshpande Chatterjee Banerjee Mukherjee Bose Ghosh Sen Roy
            Pandey Tiwari Chauhan Saxena Malhotra Kapoor Khanna Chopra Bhatia Arora Sethi Krishnan Raman Subramanian
            Venkataraman Ramachandran Natarajan Sundaram Iyengar Hegde Shetty Kamath Bhat Pai Gowda Prasad Thakur
            Rathore Parmar Solanki Trivedi Bhatt Dave Pandya Parekh Doshi Gandhi Kothari Bansal Mittal Goyal Garg
            Sinha Jha Dubey Chaudhary Ansari Qureshi Shaikh
        """,
        heads="Chandra Rama Hari Deva Surya Jaya Vira Bala Nara Siva Raja Gopa Ananda Kamala Vasu",
        tails="krishnan nathan raju murthy swamy rajan mani shekhar das wal kar vedi",
        rare=0.15,
    ),
    "tr": _Names(
        male="""
            Mehmet Mustafa Ahmet Ali Hüseyin Hasan İbrahim İsmail Osman Murat Ömer Yusuf Ramazan Halil Süleyman Serkan
            Emre Burak Fatih Hakan Kemal Cem Volkan Tolga Uğur Özgür Barış Çağlar Onur Gökhan Selçuk Tuncay Erdem
            Levent
        """,
        female="""
            Fatma Ayşe Emine Hatice Zeynep Elif Meryem Şerife Sultan Esra Özlem Gül Ebru Derya Pınar Sevgi Büşra
            Çiğdem
        """,
        family="""
            Yılmaz Kaya Demir Şahin Çelik Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç
            Kurt Özkan Şimşek Polat Korkmaz Özcan Çakır Erdoğan Yavuz Can Acar Şen Aktaş Güler Yalçın Güneş Bozkurt
            Bulut Keskin Ünal Turan Gül Özer Işık Kaplan Avcı Sarı Tekin Taş Köse Yüksel Ateş Aksoy Toprak Uçar Duman
            Erol Uysal
        """,
        heads="Ak Kara Demir Taş Öz Er Bay Gün Yıl Kök Tan Tem Ulu Kut Soy Çel Kır Dal",
        tails="oğlu türk er kan demir taş soy han ay bay el men",
        rare=0.3,
    ),
    "pl": _Names(
        male="""
            Piotr Krzysztof Andrzej Tomasz Paweł Michał Marcin Jakub Adam Marek Łukasz Grzegorz Mateusz Wojciech
            Mariusz Dariusz Zbigniew Jerzy Maciej Rafał Robert Kamil Jacek Jan Tadeusz Ryszard Petr Jiří Tomáš Pavel
            Jaroslav Zdeněk Václav Ondřej Miroslav Marko Nikola Goran Zoran Dragan Milan Ivan Luka Stjepan Krešimir
        """,
        female="""
            Anna Katarzyna Małgorzata Agnieszka Barbara Ewa Magdalena Joanna Monika Jana Lenka Kateřina Ivana Jelena
            Dragana
        """,
        family="""
            Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski
            Kozłowski Jankowski Mazur Wojciechowski Kwiatkowski Krawczyk Kaczmarek Piotrowski Grabowski Zając
            Pawłowski Król Wieczorek Jabłoński Wróbel Nowakowski Majewski Stępień Novák Svoboda Novotný Dvořák Černý
            Procházka Kučera Veselý Horák Němec Marek Pospíšil Jovanović Petrović Nikolić Marković Đorđević Stojanović
            Ilić Horvat Kovačević Babić Marić Jurić Novak Kovačić Knežević Vuković Božić Perić Tomić Olszewski
            Malinowski Adamczyk Dudek Nowicki Pawlak Sikora
        """,
        heads="Kowal Jan Wit Bor Miel Ostr Zaw Kras Lip Brz Dob Gór Jas Mal Rad Sok Star Woj Zar",
        tails="owski ewski iński czyk ak ek ik anek ović ić owicz icki",
        rare=0.35,
    ),
    "cyr": _Names(
        male="""
            Александр Сергей Андрей Дмитрий Алексей Иван Владимир Николай Михаил Юрий Евгений Игорь Олег Павел Виктор
            Максим Денис Антон Роман Георги Димитър Петър Стефан Христо Никола Тодор Васил Красимир Пламен Тарас
            Богдан Ярослав Вячеслав Василий Константин Григорий Анатолий Кирилл Артём Фёдор Илья
        """,
        female="""
            Елена Ольга Наталья Татьяна Анна Ирина Светлана Мария Екатерина Юлия Анастасия Оксана Людмила Галина
            Десислава Ивелина Цветелина Надежда Жанна Ксения
        """,
        family="""
            Иванов Петров Смирнов Попов Димитров Георгиев Кузнецов Васильев Соколов Михайлов Новиков Фёдоров Морозов
            Волков Алексеев Лебедев Семёнов Егоров Павлов Козлов Степанов Николаев Орлов Андреев Макаров Никитин
            Захаров Зайцев Соловьёв Борисов Яковлев Григорьев Романов Воробьёв Сергеев Шевченко Бондаренко Коваленко
            Бойко Ткаченко Кравченко Ковальчук Олейник Шевчук Мельник Лисенко Марченко Савченко Руденко Тодоров
            Стоянов Христов Илиев Ангелов Николов Петков Колев Атанасов Йорданов Цветков Жуков Щербаков Чернов Юдин
            Хохлов Достоевский Вишневский Жданов Ющенко Яценко Журавлёв Грищенко Харченко Цой Нечаев Чайковский Щукин
            Филиппов Гаврилов Мартынов Ефимов Тихонов
        """,
        heads="Ковал Бел Черн Лес Гор Мороз Зим Кол Лук Рад Сав Том Хар Шир Яр Жел Вид Дол",
        tails="ов енко чук ин ский ев яков иков енков юк",
        rare=0.3,
    ),
}


GIVEN = {
    (culture, sex): Pool(words(text), shift=5)
    for culture, names in _NAMES.items()
    for sex, text in (("m", names.male), ("f", names.female))
}
FAMILY = {
    culture: LongTail(words(names.family), names.heads.split(), names.tails.split(), names.rare)
    for culture, names in _NAMES.items()
}
PARTICLES = {
    "de": ["von", "von der", "von", "zu", "van der", "van", "de"],
    "fr": ["de", "de la", "du", "Le"],
    "it": ["Di", "De", "Della", "Dal"],
    "es": ["de", "de la", "del"],
    "en": ["van", "de", "St."],
}


def family_name(culture: str, sex: str, dice: Dice) -> str:
    """A family name; in Slavic cultures it has a form for women."""
    name = FAMILY[culture].draw(dice)
    if sex == "f" and culture == "cyr":
        if name.endswith("ский"):
            return name.removesuffix("ский") + "ская"
        return f"{name}а" if name.endswith(("ов", "ев", "ёв", "ин")) else name
    return re.sub("([sc]k)i$", r"\1a", name) if sex == "f" and culture == "pl" else name
