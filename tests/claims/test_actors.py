"""Golden sentences for subject, population, service, perpetrator and place; the sentences are made up."""

from __future__ import annotations

import re

import pytest

from flows.articles.sentences import split
from flows.claims import actors
from flows.claims.document import Document, Sentence
from flows.claims.figures import Figure
from flows.claims.quantities import Number

SHORT = {
    "killed": "casualties.killed",
    "wounded": "casualties.wounded",
    "missing": "casualties.missing",
    "captured": "casualties.captured",
    "casualties": "casualties.total",
    "kw": "casualties.killed_or_wounded",
    "deserted": "casualties.deserted",
    "active": "strength.active",
    "reserve": "strength.reserve",
    "size": "strength.total",
    "paramilitary": "strength.paramilitary",
    "sent": "deployment.sent",
    "present": "deployment.present",
    "planned": "deployment.planned",
    "withdrawn": "deployment.withdrawn",
    "recruited": "recruitment",
}
EQUIPMENT = {"lost", "used", "holdings", "delivered", "ordered"}


def build(marked: str) -> tuple[Document, list[Figure]]:
    """Document and figures of a text whose figures are marked {number|measure} or {number|measure|unit}."""
    text, spans = "", []
    for piece in re.split(r"(\{[^}]*\})", marked):
        if piece.startswith("{"):
            number, measure, *unit = piece[1:-1].split("|")
            spans.append((len(text), len(text) + len(number), measure, unit[0] if unit else "person"))
            text += number
        else:
            text += piece
    doc = Document(text, [Sentence(i, s.zone, s.start, s.end) for i, s in enumerate(split(text))])
    figures = []
    for start, end, measure, unit in spans:
        value = float(sum(256**i * ord(c) for i, c in enumerate(text[start:end])))
        number = Number(start, end, start, end, "cardinal", "=", (value,), value, value, value, False, False, None)
        name = SHORT.get(measure) or "equipment." + {"ordered": "planned"}.get(measure, measure)
        figures.append(Figure(number, doc.sentence_at(start), name, unit))
    return doc, figures


# text, then per figure "subject population service perpetrator place"; "." is not checked, "-" is None
CASES = [
    # who suffers is not who does it
    ("Russian shelling killed {three|killed} people in Kharkiv.", "UKR unknown - RUS UKR"),
    ("Israeli strikes killed {40|killed} Palestinians in Rafah.", "PSE unknown - ISR PSE"),
    ("Afghan forces killed {12|killed} Taliban fighters in Helmand.", "Taliban military . AFG AFG"),
    ("A Turkish drone strike killed {six|killed} PKK militants in northern Iraq.", "PKK military . TUR IRQ"),
    ("Hamas gunmen shot dead {two|killed} Israeli soldiers near Gaza City.", "ISR military . Hamas PSE"),
    ("{Nine|killed} Syrian soldiers were killed by Islamic State near Palmyra.", "SYR military . ISIS SYR"),
    ("{Four|killed} civilians died when a rocket hit a market in Donetsk.", "UKR civilian - - UKR"),
    ("Saudi-led coalition air strikes killed {eight|killed} children in Sanaa.", "YEM civilian - . YEM"),
    ("Boko Haram fighters killed {17|killed} villagers in Nigeria.", "NGA civilian - . NGA"),
    (
        "An ambush by al-Shabaab left {five|killed} Kenyan policemen dead in Mandera.",
        "KEN military police al-Shabaab KEN",
    ),
    ("{Six|killed} people were killed in a Ukrainian drone attack on Belgorod.", "RUS unknown - UKR RUS"),
    (
        "The Taliban killed {30|killed} Afghan soldiers and wounded {12|wounded}.",
        "AFG military . Taliban .",
        "AFG military . Taliban .",
    ),
    ("M23 rebels killed {eight|killed} Congolese soldiers in Goma.", "COD military . M23 COD"),
    ("Pakistan said Indian fire had killed {two|killed} civilians in Muzaffarabad.", "PAK civilian - IND PAK"),
    ("A suicide bomber killed {20|killed} people in Kabul.", "AFG unknown - - AFG"),
    ("Hezbollah rockets wounded {three|wounded} Israelis in Haifa.", "ISR unknown - Hezbollah ISR"),
    (
        "{Seven|killed} Palestinians, among them a girl, were killed by Israeli troops in Jenin.",
        "PSE unknown - ISR PSE",
    ),
    ("In Mogadishu, a bomb killed {11|killed} people.", "SOM unknown - - SOM"),
    (
        "Russian missiles struck Odesa, killing {five|killed} people and wounding {19|wounded}.",
        "UKR unknown - RUS UKR",
        "UKR unknown - RUS UKR",
    ),
    ("Colombian troops killed {14|killed} FARC guerrillas in Meta.", "FARC military . COL COL"),
    # both sides of one sentence
    (
        "The Sudanese army lost {12|killed} soldiers and killed {40|killed} RSF fighters.",
        "SDN military . . .",
        "RSF military . SDN .",
    ),
    (
        "The battle cost {157|killed} Ethiopian soldiers and {90|killed} Eritrean soldiers their lives.",
        "ETH military . . .",
        "ERI military . . .",
    ),
    ("Russia lost {three|lost|tank} tanks and Ukraine lost {one|lost|tank}.", "RUS - - . .", "UKR - - . ."),
    (
        "Israel said {90|killed} Hamas fighters and {four|killed} Israeli soldiers were killed in Gaza.",
        "Hamas military . . PSE",
        "ISR military . . PSE",
    ),
    # losing, suffering
    ("Ukraine has lost {31,000|killed} soldiers since 2022.", "UKR military . . ."),
    ("Russia suffered {1,200|casualties} casualties in a day in Ukraine.", "RUS . . . UKR"),
    ("Hezbollah mourned {four|killed} fighters on Friday.", "Hezbollah military . . ."),
    ("Moscow admitted {498|killed} dead in Ukraine.", "RUS . . . UKR"),
    ("Kyiv put Russian losses at {900,000|casualties}.", "RUS . . . ."),
    ("Western officials put the Russian dead at {15,000|killed}.", "RUS . . . ."),
    ("The rebels inflicted {400|casualties} casualties on the Syrian army.", "SYR . . . ."),
    ("Azerbaijan's losses in the war came to {2,900|killed} servicemen.", "AZE military . . ."),
    ("The war in Iraq cost {4,400|killed} American lives.", "USA . . . IRQ"),
    # phrases after the head
    ("{Twelve|killed} members of the PKK were killed in Sirnak.", "PKK . . . TUR"),
    ("{26|killed} men of the Frontier Corps were killed in Pakistan.", "PAK . . . PAK"),
    ("{Three|killed} employees of the World Food Programme were shot dead in Darfur.", "UN civilian - . SDN"),
    ("{Five|killed} officers of the Revolutionary Guards were killed in Damascus.", "IRN military . . SYR"),
    ("{Thirty|killed} of the Syrian soldiers were executed by Islamic State.", "SYR military . ISIS ."),
    # strength
    ("Turkey has {355,000|active} active personnel.", "TUR military - - ."),
    (
        "Turkey's {355,000|active} active personnel include {45,000|active} sailors.",
        "TUR military - - .",
        "TUR military navy - .",
    ),
    ("Beijing has {2|active} million people under arms.", "CHN military - - ."),
    (
        "Moscow could call on {900,000|active} troops and Kyiv on {200,000|active}.",
        "RUS military - - .",
        "UKR military - - .",
    ),
    ("The Egyptian army has {310,000|active} soldiers.", "EGY military army - ."),
    (
        "Greece keeps an army of {93,000|active}, a navy of {16,000|active} and an air force of {21,000|active}.",
        "GRC military army - .",
        "GRC military navy - .",
        "GRC military air_force - .",
    ),
    ("Hezbollah is thought to have {50,000|size} fighters.", "Hezbollah military - - ."),
    ("The ELN has about {1,500|size} fighters in Colombia.", "ELN military - - COL"),
    ("Taiwan can summon {1.6|reserve} million reservists.", "TWN military - - ."),
    ("The North Korean military numbers {1.2|active} million.", "PRK military - - ."),
    ("Kim Jong-un has {1.28|active} million men under arms.", "PRK military - - ."),
    ("The South Korean navy has {70,000|active} sailors.", "KOR military navy - ."),
    ("Israel relies on reserves. Its army has only {169,000|active} regulars.", "ISR military army - ."),
    ("Egypt's interior ministry keeps {400,000|paramilitary} paramilitary police.", "EGY military police - ."),
    ("Some {40,000|size} fighters belong to the Wagner group in Russia.", "Wagner military - - ."),
    ("The {40,000|size}-strong NATO Response Force is on alert.", "NATO military - - ."),
    # deployments
    ("The United States keeps {28,500|present} troops in South Korea.", "USA military - - KOR"),
    (
        "About {2,500|present} American troops are in Iraq and {900|present} in Syria.",
        "USA military - - IRQ",
        "USA military - - SYR",
    ),
    ("North Korea sent {11,000|sent} soldiers to Russia.", "PRK military - - RUS"),
    ("France will withdraw {1,400|planned} soldiers from Niger.", "FRA military - - ."),
    ("Turkey has {30,000|present} soldiers stationed in northern Cyprus.", "TUR military - - CYP"),
    ("NATO stationed {5,000|present} troops in Poland.", "NATO military - - POL"),
    ("Some {800|present} UN peacekeepers watch the line in Cyprus.", "UN military - - CYP"),
    ("Washington will send {1,000|planned} soldiers to Romania.", "USA military - - ROU"),
    ("Russia has massed {100,000|present} troops near Ukraine.", "RUS military - - UKR"),
    ("Kenya sent {400|sent} policemen to Haiti.", "KEN military police - HTI"),
    ("{Two hundred|present} guerrillas of the FARC entered the town in Antioquia.", "FARC military - - COL"),
    ("The Pentagon has put {8,500|planned} troops on alert.", "USA military - - ."),
    ("Israel called up {360,000|sent} reservists.", "ISR military - - ."),
    ("Britain's Royal Marines have {200|present} men in Norway.", "GBR military marines - NOR"),
    # equipment
    ("Russia launched {96|used|drone} drones at Ukraine overnight.", "RUS - - - UKR"),
    ("Ukrainian air defences shot down {80|lost|drone} Russian drones.", "RUS - - UKR ."),
    ("Russia said it shot down {20|lost|drone} Ukrainian drones over Crimea.", "UKR - - RUS UKR"),
    (
        "Russia fired {70|used|missile} missiles. Ukraine's air force said it shot down {60|lost|missile} of them.",
        "RUS - - - .",
        "RUS - - UKR .",
    ),
    ("Pakistan says it downed {six|lost|aircraft} Indian jets.", "IND - - PAK ."),
    ("Ukraine has lost {250|lost|tank} tanks.", "UKR - - . ."),
    ("Israel has {340|holdings|aircraft} combat aircraft.", "ISR - - - ."),
    ("Tanks: Egypt {2,480|holdings|tank}, Turkey {2,378|holdings|tank}.", "EGY - - - .", "TUR - - - ."),
    ("The Indian Navy has {two|holdings|ship} aircraft carriers.", "IND - navy - ."),
    ("Iran fired {180|used|missile} ballistic missiles at Israel.", "IRN - - - ISR"),
    ("Houthi fighters launched {three|used|drone} drones at Israel.", "Houthis - - - ISR"),
    ("Ukraine destroyed {two|lost|aircraft} Russian bombers at Engels.", "RUS - - UKR RUS"),
    ("{Eleven|holdings|aircraft} Chinese planes crossed the line near Taiwan.", "CHN - - - TWN"),
    # transfers: the recipient is the subject, the donor stands in the perpetrator's column
    ("Germany will supply Ukraine with {18|ordered|tank} Leopard tanks.", "UKR - - DEU -"),
    ("The US has sent {20|delivered|helicopter} helicopters to Ukraine.", "UKR - - USA -"),
    ("Ukraine has received {16|delivered|artillery} launchers from the United States.", "UKR - - USA -"),
    ("Greece has ordered {18|ordered|aircraft} Rafale jets from France.", "GRC - - FRA -"),
    ("Greece has signed for {18|ordered|aircraft} French Rafale jets.", "GRC - - FRA -"),
    ("The EU has handed over {220,000|delivered|munition} shells to Ukraine.", "UKR - - EU -"),
    ("India bought {36|delivered|aircraft} jets from France for its air force.", "IND - air_force FRA -"),
    ("Washington pledged {31|ordered|tank} Abrams tanks for Kyiv.", "UKR - - USA -"),
    # anaphora and carry-over
    ("Islamic State attacked a Syrian army base. {Fifty|killed} soldiers were killed.", "SYR military . ISIS SYR"),
    (
        "Egyptian soldiers were attacked in Sinai. {Seven|killed} died and {four|wounded} were hurt.",
        "EGY . . . EGY",
        "EGY . . . EGY",
    ),
    (
        "{Ten|killed} Ukrainian soldiers were killed on Monday. Another {six|missing} are missing.",
        "UKR military . . .",
        "UKR military . . .",
    ),
    (
        "Russia launched {40|used|drone} drones at Kyiv. All but {five|lost|drone} of them were shot down.",
        "RUS - - - UKR",
        "RUS - - . UKR",
    ),
    ("Hamas said that {six|killed} of its fighters were killed by Israel.", "Hamas military . ISR ."),
    (
        "{Ten|killed} Palestinians were killed by Israeli forces. {Two|killed} of them were children.",
        "PSE unknown - ISR .",
        "PSE civilian - ISR .",
    ),
    (
        "The Taliban hold the district. Their fighters killed {nine|killed} Afghan policemen there.",
        "AFG military police Taliban .",
    ),
    # populations
    ("{Three|killed} journalists were killed in Gaza.", "PSE civilian - - PSE"),
    ("{Twelve|killed} militants were killed in Waziristan.", "- military . - PAK"),
    ("{Five|killed} aid workers were killed in Sudan.", "SDN civilian - - SDN"),
    (
        "{Two|killed} women and {one|killed} child were killed in Kherson.",
        "UKR civilian - . UKR",
        "UKR civilian - . UKR",
    ),
    ("{1,200|killed} people were killed in Lebanon, most of them civilians.", "LBN mixed - . LBN"),
    ("{Nine|killed} police officers were killed in Balochistan.", "PAK military police - PAK"),
    ("{Four|killed} peasants were murdered by the FARC in Colombia.", "COL civilian - FARC COL"),
    ("{Thirty|killed} people died in Darfur.", "SDN unknown - - SDN"),
    ("{Three|killed} airmen were killed in Ryazan.", "RUS military air_force . RUS"),
    ("{Two|killed} sailors died off Yemen.", ". military navy . YEM"),
    ("{Eleven|killed} Royal Marines were killed by the IRA in Deal.", "GBR military marines IRA ."),
    # upper-case wires
    ("THE FMLN KILLED {FOUR|killed} SOLDIERS IN SAN SALVADOR.", "SLV military . FMLN SLV"),
    ("COLOMBIAN TROOPS KILLED {TEN|killed} ELN REBELS.", "ELN military . COL ."),
    ("{THREE|killed} PEASANTS WERE KILLED BY SHINING PATH IN PERU.", "PER civilian - . PER"),
    # unknown stays unknown
    ("{Two|killed} people were killed.", "- unknown - - -"),
    ("Gunmen killed {two|killed} people.", "- unknown - - -"),
]
# longer pieces in the manner of wires, live pages and explainers
PIECES = [
    (
        "Israeli strikes kill {32|killed} in Gaza, medics say\n\nGAZA CITY, Aug 3 (Wire) - At least {32|killed} people, including {nine|killed} "
        "children, were killed in Israeli air strikes across the Gaza Strip on Sunday, health officials said. The Israeli military "
        "said it had hit a Hamas command centre. Another {60|wounded} were wounded.",
        "PSE unknown - ISR PSE",
        "PSE unknown - ISR PSE",
        "PSE civilian - ISR PSE",
        "PSE unknown - ISR PSE",
    ),
    (
        "Army base attacked in Mali\n\nBAMAKO - Jihadists linked to al-Qaeda killed {17|killed} Malian soldiers in an attack on a base near "
        "Timbuktu, the army said. It said {40|killed} militants were also killed.",
        "MLI military . al-Qaeda MLI",
        ". military . MLI MLI",
    ),
    (
        "RSF drones hit Sudan camp\n\nA drone strike by the paramilitary Rapid Support Forces killed {60|killed} people at a shelter in "
        "El Fasher in Darfur, local doctors said. The army has not commented. At least {13|killed} of the dead were women.",
        "SDN unknown - RSF SDN",
        "SDN civilian - RSF SDN",
    ),
    (
        "Myanmar junta air raid kills {20|killed}\n\nMyanmar's military bombed a village in Sagaing, killing at least {20|killed} people and "
        "wounding {dozens|wounded}, a resistance group said.",
        "MMR unknown - MMR MMR",
        "MMR unknown - MMR MMR",
        "MMR unknown - MMR MMR",
    ),
    (
        "Russia launched {479|used|drone} drones and {20|used|missile} missiles at Ukraine overnight, Kyiv's air force said. It said {277|lost|drone} "
        "drones and {19|lost|missile} missiles were shot down.",
        "RUS - - - UKR",
        "RUS - - - UKR",
        "RUS - - UKR UKR",
        "RUS - - UKR UKR",
    ),
    (
        "Ukraine hits airbases deep in Russia\n\nUkraine's security service said it had damaged {41|lost|aircraft} Russian warplanes in a drone attack "
        "on four airbases. Moscow said {several|lost|aircraft} aircraft had caught fire.",
        "RUS - - UKR .",
        "RUS - - UKR .",
    ),
    (
        "Kyiv and Moscow swap prisoners\n\nUkraine and Russia each freed {307|captured} prisoners of war.",
        "UKR military . . .",
    ),
    (
        "India said {nine|killed} militants were killed in strikes on Pakistan. Islamabad said {31|killed} civilians died and that it shot down "
        "{five|lost|aircraft} Indian fighter jets.",
        ". military - IND PAK",
        "PAK civilian - IND PAK",
        "IND - - PAK .",
    ),
    (
        "Houthi missile hits ship\n\nYemen's Houthi rebels fired {two|used|missile} missiles at a ship in the Red Sea. {Three|killed} sailors were killed, "
        "the US military said.",
        "Houthis - - - .",
        ". military navy Houthis .",
    ),
    (
        "Colombia: dissidents kill police\n\nA bomb planted by FARC dissidents killed {12|killed} police officers in Antioquia, President Petro said.",
        "COL military police . COL",
    ),
    (
        "Nigeria's army said its troops had killed {35|killed} Boko Haram fighters in Borno. {Two|killed} soldiers died in the fighting.",
        "Boko_Haram military . NGA NGA",
        "NGA military . . NGA",
    ),
    (
        "Congo fighting\n\nM23 rebels backed by Rwanda seized Goma in eastern Congo. The UN said {2,900|killed} people were killed. {Thirteen|killed} South African "
        "peacekeepers were among the dead.",
        "COD unknown - . COD",
        "ZAF military - . COD",
    ),
    (
        "Rwanda denies that it has {4,000|present} troops in Congo.",
        "RWA military - - COD",
    ),
    (
        "The United States has about {900|present} troops in Syria and {2,500|present} in Iraq, the Pentagon said. Three US soldiers were killed last year "
        "by a drone launched by an Iran-backed militia. Washington will cut the force in Syria to {1,000|planned}.",
        "USA military - - SYR",
        "USA military - - IRQ",
        "USA military - - SYR",
    ),
    (
        "North Korea has sent {11,000|sent} soldiers to Russia, South Korea's spy agency says. It estimates that {300|killed} have been killed and "
        "{2,700|wounded} wounded in Kursk.",
        "PRK military - - RUS",
        "PRK military - . RUS",
        "PRK military - . RUS",
    ),
    (
        "Germany is to deliver {two|ordered|air_defence} Patriot systems to Ukraine, its defence minister said. Berlin has already sent {60|delivered|vehicle} vehicles.",
        "UKR - - DEU -",
        "UKR - - DEU -",
    ),
    (
        "Poland has ordered {250|ordered|tank} Abrams tanks from the United States. It also bought {180|delivered|tank} K2 tanks from South Korea.",
        "POL - - USA -",
        "POL - - KOR -",
    ),
    (
        "How strong is Hezbollah?\n\nThe group claims to have {100,000|size} fighters. Israel says it had {150,000|holdings|missile} rockets before the war.",
        "Hezbollah military - - .",
        ". - - - .",
    ),
    (
        "China's navy is the largest in the world, with {370|holdings|ship} ships. The U.S. Navy has {290|holdings|ship}.",
        "CHN - navy - .",
        "USA - navy - .",
    ),
    (
        "Taiwan's defence ministry said it had detected {45|holdings|aircraft} Chinese military aircraft and {six|holdings|ship} ships around the island in 24 hours.",
        "CHN - - - TWN",
        "CHN - - - TWN",
    ),
    (
        "A suicide bomber killed {11|killed} people at a mosque in Peshawar, Pakistan. The Pakistani Taliban claimed responsibility for the attack.",
        "PAK unknown - TTP PAK",
    ),
    (
        "{Four|killed} Israelis were killed in a shooting in Jerusalem. Hamas praised the attack by two Palestinian gunmen, who were shot dead.",
        "ISR unknown - . .",
    ),
    (
        "Settlers attacked a village in the West Bank, wounding {six|wounded} Palestinians, the Red Crescent said. Israeli troops shot dead {a|killed} "
        "teenager.",
        "PSE unknown - . PSE",
        "PSE civilian - ISR PSE",
    ),
    (
        "The Syrian army lost {25|killed} soldiers and the rebels {40|killed} men in the battle for Hama, the Observatory said.",
        "SYR military army . SYR",
        ". military . . SYR",
    ),
    (
        "Burkina Faso's junta says {200|killed} terrorists were killed. Human Rights Watch says the army executed {223|killed} civilians.",
        "- military . . BFA",
        "BFA civilian . BFA BFA",
    ),
    (
        "Ethiopian forces and Tigrayan fighters clashed near Mekelle. The TPLF said it had captured {6,000|captured} Ethiopian soldiers.",
        "ETH military . TPLF ETH",
    ),
    (
        "The IRA killed {18|killed} British soldiers at Warrenpoint in 1979.",
        "GBR military . IRA GBR",
    ),
    (
        "Mexico said {26|killed} cartel gunmen and {three|killed} soldiers died in the raid.",
        ". military . . MEX",
        "MEX military . . MEX",
    ),
    (
        "NATO has {300,000|planned} troops on high readiness. The alliance keeps {10,000|present} in the Baltic states.",
        "NATO military - - .",
        "NATO military - - .",
    ),
    (
        "The Wagner group had {50,000|present} men in Ukraine, {40,000|present} of them convicts, the White House said.",
        "Wagner military - - UKR",
        "Wagner military - - UKR",
    ),
    (
        "Enemy losses over the past day: {910|casualties} personnel, {14|lost|tank} tanks, the General Staff of the Armed Forces of Ukraine said.",
        "RUS military . UKR .",
        "RUS - - UKR .",
    ),
    (
        "Armenia said {105|killed} of its servicemen had been killed since the start of the fighting with Azerbaijan. Baku reported {50|killed} dead.",
        "ARM military . AZE .",
        "AZE . . ARM .",
    ),
    (
        "Blast at Kabul mosque kills {10|killed}, wounds {30|wounded}\n\nKABUL, Afghanistan (Wire) - A bomb exploded at a mosque in Kabul during Friday prayers, "
        "killing at least {10|killed} people, the Taliban-run interior ministry said. No group claimed responsibility.",
        "AFG unknown - - AFG",
        "AFG unknown - - AFG",
        "AFG unknown - - AFG",
    ),
    (
        "{Seven|killed} killed as Russian missiles hit Kharkiv, {27|wounded} hurt",
        "UKR unknown - RUS UKR",
        "UKR unknown - RUS UKR",
    ),
    (
        "Death toll from Russian strike on Ternopil rises to {31|killed}\n\nThe number of people killed rose to {31|killed} on Friday, Ukraine's emergency service said.",
        "UKR unknown - RUS UKR",
        "UKR unknown - RUS UKR",
    ),
    (
        "The Palestinian death toll in Gaza has passed {50,000|killed}, the health ministry in the Hamas-run territory says.",
        "PSE unknown - - PSE",
    ),
    (
        "Israel said {three|killed} of its soldiers were killed in Jabalia in northern Gaza, bringing its losses there to {40|killed}.",
        "ISR military . . PSE",
        "ISR military . . PSE",
    ),
    (
        "Sudan: the RSF says it captured {dozens|captured} of soldiers after it overran an army base in Babanusa.",
        "SDN military . RSF SDN",
    ),
    (
        "Lebanon's health ministry said {14|killed} people, including {two|killed} children, had been killed in Israeli strikes on the south of the country.",
        "LBN unknown - ISR LBN",
        "LBN civilian - ISR LBN",
    ),
    (
        "Iran says {224|killed} people have been killed since Israel began its attacks on Friday. Iranian missiles have killed {24|killed} people in Israel.",
        "IRN unknown - ISR IRN",
        "ISR unknown - IRN ISR",
    ),
    (
        "The US shot down {three|lost|drone} drones launched by the Houthis at a destroyer in the Red Sea.",
        "Houthis - - USA .",
    ),
    (
        "Somalia's army, backed by US air strikes, killed {60|killed} al-Shabaab militants in Middle Shabelle, the information ministry said.",
        "al-Shabaab military . SOM SOM",
    ),
    (
        "PKK begins to lay down arms\n\n{Thirty|deserted} PKK fighters burned their weapons in northern Iraq. The conflict with Turkey has cost {40,000|killed} lives since 1984.",
        "PKK military . . IRQ",
        ". unknown . . .",
    ),
    (
        "Britain has trained {50,000|recruited} Ukrainian soldiers since 2022. It is sending {five|ordered|ship} boats to Kyiv.",
        "UKR military . . .",
        "UKR - - GBR -",
    ),
    (
        "Zelensky said {46,000|killed} Ukrainian soldiers had been killed and {380,000|wounded} wounded. Putin has never published Russia's losses, which Western "
        "officials put at more than {900,000|casualties}.",
        "UKR military . RUS .",
        "UKR military . RUS .",
        "RUS military . UKR .",
    ),
    (
        "Finland can call up {280,000|reserve} reservists; its peacetime army has only {12,000|active} professionals.",
        "FIN military - - .",
        "FIN military army - .",
    ),
    (
        "Japan's Self-Defense Forces have {247,000|active} members.",
        "JPN military - - .",
    ),
    (
        "Turkish jets struck Kurdish targets in Syria, killing {five|killed} SDF fighters and {two|killed} civilians near Kobani.",
        "SDF military . TUR SYR",
        "SYR civilian - TUR SYR",
    ),
    (
        "Thailand says {14|killed} civilians and {a|killed} soldier have been killed in clashes with Cambodian troops. Cambodia reported {13|killed} dead.",
        "THA civilian - KHM THA",
        "THA military . KHM THA",
        "KHM . . THA .",
    ),
    (
        "Venezuela has {123,000|active} soldiers. The US has deployed {15,000|present} personnel and a carrier to the Caribbean.",
        "VEN military . - .",
        "USA military - - .",
    ),
    (
        "Haiti: Kenya has sent {700|sent} officers to Port-au-Prince. Gangs killed {two|killed} Kenyan policemen last month.",
        "KEN military . - HTI",
        "KEN military police . HTI",
    ),
    (
        "In the Sahel, Mali lost {50|killed} soldiers and Russian mercenaries near Kidal.",
        "MLI military . . MLI",
    ),
    (
        "{Two|killed} Indian soldiers and {three|killed} militants died in a gun battle in Kupwara in Kashmir, the Indian army said.",
        "IND military . . IND",
        ". military . . IND",
    ),
    (
        "Ukraine's military said its forces destroyed {12|lost|tank} tanks and {30|lost|artillery} artillery systems on Tuesday and that Russia had lost {1,100|casualties} troops.",
        "RUS - - UKR .",
        "RUS - - UKR .",
        "RUS military . UKR .",
    ),
    (
        "Denmark is giving Ukraine {19|ordered|aircraft} F-16s, and Norway will donate {six|ordered|aircraft}.",
        "UKR - - DNK -",
        "UKR - - NOR -",
    ),
    (
        "The Kremlin says Ukraine fired {six|used|missile} US-made ATACMS missiles at Bryansk and that {five|lost|missile} were shot down.",
        "UKR - - - RUS",
        "UKR - - RUS RUS",
    ),
]


NAMES = ("subject", "population", "service", "perpetrator", "place")


@pytest.mark.parametrize("case", [*CASES, *PIECES], ids=lambda case: case[0][:60])
def test_golden(case: tuple[str, ...]) -> None:
    """Each figure of the sentence gets the actors that the case states."""
    marked, *wanted = case
    doc, figures = build(marked)
    assert len(wanted) == len(figures)
    for found, line in zip(actors.assign(doc, figures), wanted, strict=True):
        for name, want in zip(NAMES, line.split(" "), strict=True):
            if want != ".":
                assert getattr(found, name) == (
                    None if want == "-" else want.replace("_", " ") if name == "subject" else want
                ), (name, found)
