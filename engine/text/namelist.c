#include "text/namelist.h"

#include "text/verb.h"

#define HAS(table, word) wordlist_has((table), sizeof(table) / sizeof *(table), (word))

/* Capitalised words that are no names, or are parts of names that words like them share. Sorted. */
static const char *const common[] = {
	"academy", "action", "administration", "admiral", "affairs", "agency", "agreement", "air", "alliance",
	"although", "ambassador", "america", "american", "and", "army", "article", "assembly", "association",
	"authority", "bank", "bay", "bill", "board", "bridge", "brigade", "brother", "brothers", "bureau",
	"cabinet", "capital", "captain", "castle", "cathedral", "center", "central", "centre", "century",
	"chairman", "chamber", "chancellor", "chapter", "charter", "chief", "church", "city", "club", "coast",
	"college", "colonel", "command", "commander", "commission", "commissioner", "committee", "commons",
	"communist", "company", "conference", "congress", "conservative", "constitution", "convention",
	"corporation", "council", "councillor", "county", "court", "crown", "defence", "defense", "delegation",
	"democrat", "democratic", "democrats", "department", "deputy", "development", "director",
	"directorate", "district", "division", "doctor", "duke", "earl", "east", "eastern", "economic",
	"emperor", "empire", "energy", "environment", "executive", "father", "federal", "federation",
	"finance", "first", "force", "forces", "foreign", "forum", "foundation", "free", "front", "fund",
	"general", "government", "governor", "grand", "great", "group", "guard", "guards", "hall", "harbour",
	"health", "high", "hill", "home", "hospital", "hotel", "house", "human", "industry", "initiative",
	"institute", "institution", "interior", "international", "island", "islands", "judge", "justice",
	"king", "kingdom", "labor", "labour", "lady", "lake", "law", "leader", "league", "liberal", "library",
	"lieutenant", "local", "lord", "lords", "major", "manager", "march", "market", "marshal", "mayor",
	"medical", "middle", "military", "minister", "ministers", "ministry", "minor", "modern", "monarch",
	"mother", "mount", "mountain", "movement", "museum", "nation", "national", "nations", "navy",
	"network", "new", "north", "northern", "office", "officer", "official", "opera", "organisation",
	"organization", "palace", "parliament", "parliamentary", "party", "peace", "peninsula", "people",
	"peoples", "police", "political", "port", "president", "presidential", "press", "prime", "prince",
	"princess", "professor", "project", "protocol", "province", "provincial", "public", "queen", "rail",
	"railway", "regiment", "region", "registry", "report", "republic", "republican", "republicans",
	"research", "reserve", "resolution", "revolution", "revolutionary", "river", "road", "royal", "saint",
	"school", "science", "sea", "secretariat", "secretary", "section", "security", "senate", "senator",
	"senior", "sergeant", "service", "services", "society", "south", "southern", "special", "spokesman",
	"square", "staff", "state", "states", "station", "street", "supreme", "temple", "territory", "the",
	"theater", "theatre", "times", "tower", "town", "trade", "treasury", "treaty", "tribunal", "union",
	"united", "university", "upper", "valley", "village", "war", "west", "western", "workers", "works",
	"world", "young",
};

/* Titles before a name: they are no part of it. Sorted. */
static const char *const titles[] = {
	"adm", "admiral", "ambassador", "archbishop", "aunt", "ayatollah", "baron", "baroness", "bishop",
	"brigadier", "capt", "captain", "cardinal", "chancellor", "chief", "cllr", "col", "colonel",
	"commander", "constable", "coordinator", "corporal", "councillor", "dame", "deputy", "det",
	"detective", "director", "dr", "duke", "earl", "emperor", "father", "gen", "general", "gov",
	"governor", "imam", "insp", "inspector", "justice", "king", "lady", "lieutenant", "lord", "lt",
	"madame", "maj", "major", "marshal", "mayor", "minister", "miss", "mme", "monsieur", "mr", "mrs", "ms",
	"mullah", "officer", "pope", "president", "prime", "prince", "princess", "private", "prof",
	"professor", "pte", "queen", "rabbi", "rep", "representative", "rev", "reverend", "secretary", "sen",
	"senator", "sergeant", "sgt", "sheikh", "sheriff", "signor", "signora", "sir", "sister", "st",
	"sultan", "superintendent", "supt", "uncle",
};

/* Countries, peoples, languages and other names that everybody knows: who writes one means it. Sorted. */
static const char *const known[] = {
	"afghan", "afghanistan", "africa", "african", "albania", "algeria", "alps", "america", "american",
	"angola", "arab", "arabia", "argentina", "armenia", "asia", "asian", "athens", "august", "australia",
	"australian", "austria", "austrian", "bahrain", "baltic", "bangladesh", "belarus", "belgian",
	"belgium", "benin", "berlin", "bhutan", "bolivia", "bosnia", "boston", "botswana", "brazil", "britain",
	"british", "brunei", "buddhist", "bulgaria", "burma", "burundi", "california", "cambodia", "cameroon",
	"canada", "canadian", "catholic", "chad", "chile", "china", "chinese", "christian", "colombia",
	"congo", "croatia", "cuba", "cyprus", "czech", "danish", "december", "denmark", "djibouti",
	"dominica", "dutch", "ecuador", "egypt", "egyptian", "england", "english", "eritrea", "estonia",
	"ethiopia", "europe", "european", "february", "finland", "finnish", "france", "french", "friday",
	"gabon", "gambia", "georgia", "german", "germany", "ghana", "greece", "greek", "grenada", "guatemala",
	"guinea", "guyana", "haiti", "hebrew", "hindu", "holland", "honduras", "hungary", "iceland", "india",
	"indian", "indiana", "indonesia", "iran", "iranian", "iranians", "iraq", "iraqi", "iraqis", "ireland",
	"irish", "islam", "islamic", "israel", "israeli", "italian", "italy", "jamaica", "january", "japan",
	"japanese", "jewish", "jordan", "july", "june", "kenya", "korea", "korean", "kosovo", "kuwait", "laos",
	"latin", "latvia", "lebanon", "lesotho", "liberia", "libya", "lithuania", "london", "macedonia",
	"madagascar", "malawi", "malaysia", "maldives", "mali", "malta", "march", "mauritania", "mauritius",
	"mexico", "moldova", "monaco", "monday", "mongolia", "montenegro", "morocco", "moscow", "mozambique",
	"muslim", "muslims", "myanmar", "namibia", "nepal", "netherlands", "nicaragua", "niger", "nigeria",
	"norway", "november", "october", "oman", "pakistan", "palestine", "panama", "paraguay", "paris",
	"persia", "persian", "peru", "philippines", "poland", "polish", "portugal", "protestant", "prussia",
	"prussian", "qatar", "roman", "romania", "rome", "russia", "russian", "russians", "rwanda", "samoa",
	"saturday", "saudi", "scotland", "scottish", "senegal", "september", "serbia", "shia", "siberia",
	"singapore", "slovakia", "slovenia", "somalia", "soviet", "spain", "spanish", "sudan", "sunday",
	"sunni", "sweden", "swedish", "swiss", "switzerland", "syria", "syrian", "taiwan", "tajik", "tanzania",
	"texas", "thailand", "thursday", "tibet", "tokyo", "tonga", "tuesday", "tunisia", "turkey", "turkish",
	"uganda", "ukraine", "uruguay", "uzbek", "vatican", "venezuela", "venice", "vienna", "vietnam",
	"wales", "wednesday", "welsh", "yemen", "yugoslavia", "zambia", "zimbabwe",
};

bool name_is_common(struct str low)
{
	return HAS(common, low);
}

bool name_is_title(struct str low)
{
	return HAS(titles, low);
}

bool name_is_known(struct str low)
{
	return HAS(known, low);
}
