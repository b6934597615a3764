#include "text/verb.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Verbs of communication and of thought with all their forms. The classes are those of B. Levin, English Verb Classes
 * and Alternations (1993), sections 37 (verbs of communication: say, tell, message transfer, manner of speaking,
 * advise, complain) and 29 (conjecture, declare); the members were written down by hand, with verbs of
 * judgement that take a quoted name for their object (33: "labelled it “…”"). */
static const char *const reporting[] = {
	"accuse", "accused", "accuses", "accusing", "acknowledge", "acknowledged", "acknowledges", "acknowledging",
	"acquiesce", "acquiesced", "acquiesces", "acquiescing", "add", "added", "adding", "adds", "admit", "admits",
	"admitted", "admitting", "admonish", "admonished", "admonishes", "admonishing", "advise", "advised",
	"advises", "advising", "advocate", "advocated", "advocates", "advocating", "affirm", "affirmed", "affirming",
	"affirms", "agree", "agreed", "agreeing", "agrees", "alerted", "alerting", "allege", "alleged", "alleges",
	"alleging", "announce", "announced", "announces", "announcing", "answer", "answered", "answering", "answers",
	"applaud", "applauded", "applauding", "applauds", "argue", "argued", "argues", "arguing", "ask", "asked",
	"asking", "asks", "assent", "assented", "assenting", "assents", "assert", "asserted", "asserting", "asserts",
	"assure", "assured", "assures", "assuring", "attest", "attested", "attesting", "attests", "aver", "avered",
	"avering", "avers", "avow", "avowed", "avowing", "avows", "barked", "barking", "bawl", "bawled", "bawling",
	"bawls", "beg", "begged", "begging", "begs", "believe", "believed", "believes", "believing", "belittle",
	"belittled", "belittles", "belittling", "bellow", "bellowed", "bellowing", "bellows", "bemoan", "bemoaned",
	"bemoaning", "bemoans", "berate", "berated", "berates", "berating", "beseech", "beseeched", "beseeches",
	"beseeching", "blame", "blamed", "blames", "blaming", "blasted", "blasting", "bleat", "bleated", "bleating",
	"bleats", "blog", "blogged", "blogging", "blogs", "blurt", "blurted", "blurting", "blurts", "boast",
	"boasted", "boasting", "boasts", "boomed", "bragged", "bragging", "brags", "branded", "branding", "bristles",
	"cabled", "cabling", "call", "called", "calling", "calls", "captioned", "captioning", "castigate",
	"castigated", "castigates", "castigating", "caution", "cautioned", "cautioning", "cautions", "censure",
	"censured", "censures", "censuring", "challenged", "chant", "chanted", "chanting", "chants", "characterise",
	"characterised", "characterises", "characterising", "characterize", "characterized", "characterizes",
	"characterizing", "charge", "charged", "charges", "charging", "chastise", "chastised", "chastises",
	"chastising", "chattered", "cheered", "chide", "chided", "chides", "chiding", "chimed", "chirped", "chirping",
	"chirps", "chuckle", "chuckled", "chuckles", "chuckling", "claim", "claimed", "claiming", "claims",
	"clarified", "clarifies", "clarify", "clarifying", "clucked", "clucking", "clucks", "command", "commanded",
	"commanding", "commands", "commend", "commended", "commending", "commends", "comment", "commented",
	"commenting", "comments", "complain", "complained", "complaining", "complains", "concede", "conceded",
	"concedes", "conceding", "conclude", "concluded", "concludes", "concluding", "concur", "concurred",
	"concurring", "concurs", "condemn", "condemned", "condemning", "condemns", "confess", "confessed",
	"confesses", "confessing", "confide", "confided", "confides", "confiding", "confirm", "confirmed",
	"confirming", "confirms", "congratulate", "congratulated", "congratulates", "congratulating", "conjecture",
	"conjectured", "conjectures", "conjecturing", "contend", "contended", "contending", "contends", "continue",
	"continued", "continues", "continuing", "convince", "convinced", "convinces", "convincing", "cooed", "cooing",
	"coos", "counseled", "counseling", "counselled", "counter", "countered", "countering", "counters", "credited",
	"crediting", "cried", "cries", "criticise", "criticised", "criticises", "criticising", "criticize",
	"criticized", "criticizes", "criticizing", "croak", "croaked", "croaking", "croaks", "croon", "crooned",
	"crooning", "croons", "crowed", "crowing", "cry", "crying", "deadpan", "deadpaned", "deadpaning", "deadpans",
	"declare", "declared", "declares", "declaring", "decried", "decries", "decry", "decrying", "deduce",
	"deduced", "deem", "deemed", "deeming", "deems", "demand", "demanded", "demanding", "demands", "demurred",
	"demurs", "denied", "denies", "denounce", "denounced", "denounces", "denouncing", "deny", "denying",
	"deplore", "deplored", "deplores", "deride", "derided", "derides", "deriding", "describe", "described",
	"describes", "describing", "disagree", "disagreed", "disagreeing", "disagrees", "disclaim", "disclaimed",
	"disclaiming", "disclaims", "disclose", "disclosed", "discloses", "disclosing", "dismiss", "dismissed",
	"dismisses", "dismissing", "disparage", "disparaged", "disparages", "disparaging", "dissented", "dissenting",
	"divulge", "divulged", "divulges", "divulging", "drawl", "drawled", "drawling", "drawls", "droned", "droning",
	"dubbed", "dubbing", "dubs", "echo", "echoed", "echoes", "echoing", "ejaculate", "ejaculated", "ejaculates",
	"ejaculating", "elaborate", "elaborated", "elaborates", "elaborating", "email", "emailed", "emailing",
	"emails", "emphasise", "emphasised", "emphasises", "emphasising", "emphasize", "emphasized", "emphasizes",
	"emphasizing", "enquire", "enquired", "enquires", "enquiring", "enthuse", "enthused", "enthuses", "entreat",
	"entreated", "entreating", "entreats", "enunciate", "enunciated", "enunciates", "enunciating", "envisioned",
	"envisioning", "estimate", "estimated", "estimates", "estimating", "exclaim", "exclaimed", "exclaiming",
	"exclaims", "exhort", "exhorted", "exhorting", "exhorts", "explain", "explained", "explaining", "explains",
	"expostulate", "expostulated", "expostulates", "expostulating", "expound", "expounded", "expounding",
	"expounds", "extol", "extoled", "extoling", "extols", "exult", "exulted", "falter", "faltered", "faltering",
	"falters", "faulting", "fear", "feared", "fearing", "fears", "forecast", "forecasted", "forecasting",
	"forecasts", "foretell", "foretelling", "foretells", "foretold", "forewarn", "forewarned", "forewarning",
	"forewarns", "fretted", "fume", "fumed", "fumes", "gasp", "gasped", "gasping", "gasps", "giggle", "giggled",
	"giggles", "giggling", "gloat", "gloated", "gloating", "gloats", "grinned", "gripe", "griped", "gripes",
	"griping", "groan", "groaned", "groaning", "groans", "groused", "grousing", "growl", "growled", "growling",
	"growls", "grumble", "grumbled", "grumbles", "grumbling", "grunt", "grunted", "grunting", "grunts", "guess",
	"guessed", "guesses", "guessing", "gurgle", "gurgled", "gurgles", "gurgling", "gush", "gushed", "gushes",
	"gushing", "hail", "hailed", "hailing", "hails", "hazard", "hazarded", "hazarding", "hazards", "headlined",
	"headlining", "hint", "hinted", "hinting", "hints", "hiss", "hissed", "hisses", "hissing", "holler",
	"hollered", "hollering", "hollers", "hoot", "hooted", "hooting", "hoots", "hope", "hoped", "hopes", "hoping",
	"howled", "howling", "huffed", "huffing", "hypothesize", "hypothesized", "hypothesizes", "hypothesizing",
	"implied", "implies", "implore", "implored", "implores", "imploring", "imply", "implying", "indicate",
	"indicated", "indicates", "indicating", "infers", "inform", "informed", "informing", "informs", "inquire",
	"inquired", "inquires", "inquiring", "insinuate", "insinuated", "insinuates", "insinuating", "insist",
	"insisted", "insisting", "insists", "instruct", "instructed", "instructing", "instructs", "interject",
	"interjected", "interjecting", "interjects", "interpose", "interposed", "interposes", "interposing",
	"interrupted", "interrupting", "interrupts", "intone", "intoned", "intones", "intoning", "jeered", "jeering",
	"jested", "jesting", "joke", "joked", "jokes", "joking", "labeled", "labeling", "labelled", "labelling",
	"lambaste", "lambasted", "lambastes", "lambasting", "lament", "lamented", "lamenting", "laments", "laud",
	"lauded", "lauding", "lauds", "laugh", "laughed", "laughing", "laughs", "liken", "likened", "likening",
	"likens", "lisp", "lisped", "lisping", "lisps", "maintain", "maintained", "maintaining", "maintains",
	"marveled", "marvelled", "mention", "mentioned", "mentioning", "mentions", "messaged", "messaging", "moaned",
	"moaning", "mocked", "mocking", "mocks", "mope", "moped", "mopes", "moping", "mouthed", "mouthing", "mumble",
	"mumbled", "mumbles", "mumbling", "murmur", "murmured", "murmuring", "murmurs", "muse", "mused", "muses",
	"musing", "mutter", "muttered", "muttering", "mutters", "narrate", "narrated", "nodded", "note", "noted",
	"notes", "notified", "notifies", "notify", "notifying", "noting", "object", "objected", "objecting",
	"objects", "observe", "observed", "observes", "observing", "opine", "opined", "opines", "opining", "order",
	"ordered", "ordering", "orders", "panted", "panting", "parried", "parries", "parry", "parrying", "persist",
	"persisted", "persisting", "persists", "persuade", "persuaded", "persuades", "persuading", "pinpointed",
	"pinpointing", "pinpoints", "plead", "pleaded", "pleading", "pleads", "pledge", "pledged", "pledges",
	"pledging", "ponder", "pondered", "pondering", "ponders", "portray", "portrayed", "portraying", "portrays",
	"posit", "posited", "positing", "posits", "post", "posted", "posting", "posts", "postulate", "postulated",
	"postulates", "postulating", "praise", "praised", "praises", "praising", "prattle", "prattled", "prattles",
	"prattling", "prays", "preach", "preached", "preaches", "preaching", "predict", "predicted", "predicting",
	"predicts", "proclaim", "proclaimed", "proclaiming", "proclaims", "profess", "professed", "professes",
	"professing", "proffer", "proffered", "proffering", "proffers", "promise", "promised", "promises",
	"promising", "pronounce", "pronounced", "pronounces", "pronouncing", "prophesied", "prophesies", "prophesy",
	"prophesying", "propose", "proposed", "proposes", "proposing", "propound", "propounded", "propounding",
	"propounds", "protest", "protested", "protesting", "protests", "purred", "purring", "purrs", "pursued",
	"quaver", "quavered", "quavering", "quavers", "queried", "queries", "query", "querying", "quip", "quipped",
	"quipping", "quips", "radioed", "raged", "rail", "railed", "railing", "rails", "ranted", "ranting", "rasp",
	"rasped", "rasping", "rasps", "reaffirm", "reaffirmed", "reaffirming", "reaffirms", "reason", "reasoned",
	"reasoning", "reasons", "reassert", "reasserted", "reasserting", "reasserts", "reassure", "reassured",
	"reassures", "reassuring", "rebuke", "rebuked", "rebukes", "rebuking", "rebuts", "rebutted", "recall",
	"recalled", "recalling", "recalls", "recaps", "recite", "recited", "recites", "reciting", "reckon",
	"reckoned", "reckoning", "reckons", "recollect", "recollected", "recollecting", "recollects", "recommence",
	"recommenced", "recommences", "recommencing", "recommend", "recommended", "recommending", "recommends",
	"record", "recorded", "recording", "records", "recount", "recounted", "recounting", "recounts", "reiterate",
	"reiterated", "reiterates", "reiterating", "reject", "rejected", "rejecting", "rejects", "rejoin", "rejoined",
	"rejoining", "rejoins", "relate", "related", "relates", "relating", "relayed", "remark", "remarked",
	"remarking", "remarks", "remember", "remembered", "remembering", "remembers", "remind", "reminded",
	"reminding", "reminds", "remonstrate", "remonstrated", "remonstrates", "remonstrating", "repeat", "repeated",
	"repeating", "repeats", "rephrase", "rephrased", "rephrases", "rephrasing", "replied", "replies", "reply",
	"replying", "report", "reported", "reporting", "reports", "reprimand", "reprimanded", "reprimanding",
	"reprimands", "respond", "responded", "responding", "responds", "restate", "restated", "restates",
	"restating", "resumed", "resuming", "retaliate", "retaliated", "retaliates", "retaliating", "retort",
	"retorted", "retorting", "retorts", "returned", "retweet", "retweeted", "retweeting", "retweets", "reveal",
	"revealed", "revealing", "reveals", "ridicule", "ridiculed", "ridicules", "ridiculing", "riposte", "riposted",
	"ripostes", "riposting", "roar", "roared", "roaring", "roars", "rued", "ruminate", "ruminated", "said",
	"saluted", "saluting", "sang", "say", "saying", "says", "scoff", "scoffed", "scoffing", "scoffs", "scold",
	"scolded", "scolding", "scolds", "scream", "screamed", "screaming", "screams", "screech", "screeched",
	"screeches", "screeching", "seethe", "seethed", "seethes", "sermonize", "sermonized", "sermonizes",
	"sermonizing", "shout", "shouted", "shouting", "shouts", "shriek", "shrieked", "shrieking", "shrieks",
	"shrugged", "sigh", "sighed", "sighing", "sighs", "simper", "simpered", "simpering", "simpers", "sing",
	"singing", "sings", "slammed", "slamming", "smiled", "snap", "snapped", "snapping", "snaps", "snarl",
	"snarled", "snarling", "snarls", "sneer", "sneered", "sneering", "sneers", "sniffed", "sniffing", "snort",
	"snorted", "snorting", "snorts", "sob", "sobbed", "sobbing", "sobs", "soothe", "soothed", "soothes",
	"soothing", "speak", "speaking", "speaks", "specified", "specifies", "specify", "specifying", "speculate",
	"speculated", "speculates", "speculating", "splutter", "spluttered", "spluttering", "splutters", "spoke",
	"spoken", "squeaked", "squeaking", "squeal", "squealed", "squealing", "squeals", "stammer", "stammered",
	"stammering", "stammers", "state", "stated", "states", "stating", "stipulate", "stipulated", "stipulates",
	"stress", "stressed", "stresses", "stressing", "stutter", "stuttered", "stuttering", "stutters", "suggest",
	"suggested", "suggesting", "suggests", "summarise", "summarised", "summarises", "summarising", "summarize",
	"summarized", "summarizes", "summarizing", "sung", "surmised", "surmises", "surmising", "swear", "swearing",
	"swears", "swore", "sworn", "tattle", "tattled", "tattles", "tattling", "taught", "taunt", "taunted",
	"taunting", "taunts", "teach", "teaches", "teaching", "teased", "teasing", "telegraphed", "telegraphing",
	"telephoned", "telephoning", "tell", "telling", "tells", "testified", "testifies", "testify", "testifying",
	"texted", "thank", "thanked", "thanking", "thanks", "theorise", "theorised", "theorises", "theorising",
	"theorize", "theorized", "theorizes", "theorizing", "think", "thinking", "thinks", "thought", "threaten",
	"threatened", "threatening", "threatens", "thunder", "thundered", "thundering", "thunders", "titter",
	"tittered", "tittering", "titters", "told", "tout", "touted", "touting", "touts", "trumpet", "trumpeted",
	"trumpeting", "trumpets", "tweet", "tweeted", "tweeting", "tweets", "twittered", "twittering", "underline",
	"underlined", "underlines", "underlining", "underscore", "underscored", "underscores", "underscoring", "urge",
	"urged", "urges", "urging", "utter", "uttered", "uttering", "utters", "vent", "vented", "venting", "vents",
	"ventured", "vociferate", "vociferated", "vociferates", "vociferating", "volunteer", "volunteered",
	"volunteering", "volunteers", "vouch", "vouched", "vouches", "vouching", "vow", "vowed", "vowing", "vows",
	"wail", "wailed", "wailing", "wails", "warn", "warned", "warning", "warns", "welcome", "welcomed", "welcomes",
	"welcoming", "wheeze", "wheezed", "wheezes", "wheezing", "whimper", "whimpered", "whimpering", "whimpers",
	"whine", "whined", "whines", "whining", "whisper", "whispered", "whispering", "whispers", "wired", "wiring",
	"wisecrack", "wisecracked", "wisecracking", "wisecracks", "wondered", "wondering", "worried", "worries",
	"worry", "worrying", "write", "writes", "writing", "written", "wrote", "yell", "yelled", "yelling", "yells",
	"yelp", "yelped", "yelping", "yelps", "yowl", "yowled", "yowling", "yowls",
};

/* Where each letter begins in it, and its end: a search in one letter is half as long. */
static const unsigned short reporting_from[27] = {
	0, 90, 153, 317, 395, 466, 491, 538, 576, 624, 632, 632, 660, 699, 710, 726, 828, 840, 1002, 1144, 1213, 1229,
	1250, 1295, 1295, 1307, 1307,
};

/* Auxiliaries, irregular pasts and common presents, by hand. */
static const char *const finite[] = {
	"am", "appears", "applies", "are", "aren't", "arose", "ate", "awoke", "be", "beat", "became",
	"becomes", "been", "began", "begins", "believes", "bent", "bet", "bid", "bore", "bought", "bound",
	"bred", "broke", "brought", "built", "burst", "came", "can", "can't", "cannot", "cast", "caught",
	"chose", "clung", "comes", "contains", "cost", "could", "couldn't", "crept", "cut", "dealt", "did",
	"didn't", "do", "does", "doesn't", "don't", "drank", "drew", "drove", "dug", "ends", "fell", "felt",
	"fled", "flew", "forbade", "forgot", "fought", "found", "froze", "gave", "gives", "goes", "got",
	"grew", "had", "hadn't", "has", "hasn't", "have", "haven't", "heard", "held", "hid", "hit", "hung",
	"hurt", "includes", "is", "isn't", "kept", "knelt", "knew", "knows", "laid", "lay", "leapt", "led",
	"left", "lent", "let", "lit", "lost", "made", "makes", "may", "means", "meant", "met", "might", "must",
	"mustn't", "needs", "overcame", "overthrew", "paid", "put", "quit", "ran", "rang", "read", "rebuilt",
	"remains", "requires", "rode", "rose", "said", "sang", "sank", "sat", "saw", "says", "seems", "sent",
	"set", "shall", "shone", "shook", "shot", "should", "shouldn't", "showed", "shows", "shut", "slept",
	"slid", "sold", "sought", "spent", "spoke", "sprang", "spread", "stole", "stood", "struck", "stuck",
	"stung", "swam", "swept", "swore", "swung", "takes", "taught", "thinks", "thought", "threw", "told",
	"took", "tore", "trod", "understood", "undertook", "underwent", "upheld", "wants", "was", "wasn't",
	"went", "wept", "were", "weren't", "will", "withdrew", "won", "won't", "wore", "would", "wouldn't",
	"wound", "wove", "wrote",
};

int word_order(struct str word, const char *terminated)
{
	size_t i = 0;
	while (i < word.len && terminated[i] && word.ptr[i] == terminated[i])
		i++;
	unsigned char a = i < word.len ? (unsigned char)word.ptr[i] : 0, b = (unsigned char)terminated[i];
	return (a > b) - (a < b);
}

bool wordlist_has(const char *const *table, size_t n, struct str word)
{
	size_t lo = 0, hi = n;
	if (word.len == 0)
		return false;
	unsigned char first = (unsigned char)word.ptr[0];
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		/* the first letter decides most steps */
		int order = first - (int)(unsigned char)table[mid][0];
		order = order != 0 ? order : word_order(word, table[mid]);
		if (order == 0)
			return true;
		if (order < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return false;
}

bool verb_reports(struct str word)
{
	unsigned letter = word.len > 2 ? (unsigned)(unsigned char)word.ptr[0] - 'a' : 26;
	if (letter >= 26)
		return false;
	size_t from = reporting_from[letter];
	return wordlist_has(reporting + from, reporting_from[letter + 1] - from, word);
}

bool verb_finite(struct str word)
{
	return wordlist_has(finite, COUNT(finite), word);
}

bool verb_past(struct str word)
{
	static const char *const no_verbs[] = {
	        "beloved", "exceed", "hatred", "hundred", "indeed", "kindred", "naked",
	        "proceed", "ragged", "rugged", "sacred",  "speed",  "succeed", "wicked",
	};
	return word.len > 4 && str_ends(word, STR("ed")) && word.ptr[word.len - 3] != 'e' &&
	       !wordlist_has(no_verbs, COUNT(no_verbs), word);
}
