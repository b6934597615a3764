#include "text/verb.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Verbs of communication and of thought with all their forms. The classes are those of B. Levin, English Verb Classes
 * and Alternations (1993), sections 37 (verbs of communication: say, tell, message transfer, manner of speaking,
 * advise, complain) and 29 (conjecture, declare); the members were written down by hand. */
static const char *const reporting[] = {
	"accuse", "accused", "accuses", "accusing", "acknowledge", "acknowledged", "acknowledges",
	"acknowledging", "add", "added", "adding", "adds", "admit", "admits", "admitted", "admitting", "advise",
	"advised", "advises", "advising", "advocate", "advocated", "advocates", "advocating", "affirm",
	"affirmed", "affirming", "affirms", "agree", "agreed", "agreeing", "agrees", "allege", "alleged",
	"alleges", "alleging", "announce", "announced", "announces", "announcing", "answer", "answered",
	"answering", "answers", "argue", "argued", "argues", "arguing", "ask", "asked", "asking", "asks",
	"assert", "asserted", "asserting", "asserts", "assure", "assured", "assures", "assuring", "attest",
	"attested", "attesting", "attests", "aver", "avered", "avering", "avers", "barked", "beg", "begged",
	"begging", "begs", "believe", "believed", "believes", "believing", "bellow", "bellowed", "bellowing",
	"bellows", "bemoan", "bemoaned", "bemoans", "blame", "blamed", "blames", "blaming", "blog", "blogged",
	"blogging", "blogs", "boast", "boasted", "boasting", "boasts", "call", "called", "calling", "calls",
	"caution", "cautioned", "cautioning", "cautions", "charge", "charged", "charges", "charging", "chimed",
	"chuckled", "claim", "claimed", "claiming", "claims", "clarified", "clarifies", "clarify", "clarifying",
	"command", "commanded", "commanding", "commands", "comment", "commented", "commenting", "comments",
	"complain", "complained", "complaining", "complains", "concede", "conceded", "concedes", "conceding",
	"conclude", "concluded", "concludes", "concluding", "concur", "concurred", "concurs", "condemn",
	"condemned", "condemning", "condemns", "confess", "confessed", "confesses", "confessing", "confide",
	"confided", "confides", "confirm", "confirmed", "confirming", "confirms", "conjecture", "conjectured",
	"conjectures", "conjecturing", "contend", "contended", "contending", "contends", "continue",
	"continued", "continues", "continuing", "convince", "convinced", "convinces", "convincing", "cooed",
	"counseled", "counselled", "counter", "countered", "countering", "counters", "cried", "cries",
	"criticise", "criticised", "criticises", "criticising", "criticize", "criticized", "criticizes",
	"criticizing", "crowed", "cry", "crying", "deadpan", "deadpaned", "deadpaning", "deadpans", "declare",
	"declared", "declares", "declaring", "decried", "decries", "decry", "deduce", "deduced", "demand",
	"demanded", "demanding", "demands", "denied", "denies", "deny", "denying", "deplore", "deplored",
	"deplores", "describe", "described", "describes", "describing", "disagree", "disagreed", "disagreeing",
	"disagrees", "disclose", "disclosed", "discloses", "disclosing", "dismiss", "dismissed", "dismisses",
	"dismissing", "divulge", "divulged", "divulges", "divulging", "echo", "echoed", "echoes", "echoing",
	"elaborate", "elaborated", "elaborates", "elaborating", "emailed", "emphasise", "emphasised",
	"emphasises", "emphasising", "emphasize", "emphasized", "emphasizes", "emphasizing", "enquire",
	"enquired", "enquires", "enquiring", "enthuse", "enthused", "enthuses", "estimate", "estimated",
	"estimates", "estimating", "exclaim", "exclaimed", "exclaiming", "exclaims", "explain", "explained",
	"explaining", "explains", "exult", "exulted", "fear", "feared", "fearing", "fears", "forecast",
	"forecasted", "forecasting", "forecasts", "foretell", "foretelling", "foretells", "foretold", "fretted",
	"gasp", "gasped", "gasping", "gasps", "grinned", "groan", "groaned", "groaning", "groans", "growl",
	"growled", "growling", "growls", "grumble", "grumbled", "grumbles", "grumbling", "guess", "guessed",
	"guesses", "guessing", "gush", "gushed", "gushes", "gushing", "hail", "hailed", "hailing", "hails",
	"hint", "hinted", "hinting", "hints", "hissed", "hollered", "hope", "hoped", "hopes", "hoping",
	"hypothesize", "hypothesized", "hypothesizes", "hypothesizing", "implied", "implies", "imply",
	"implying", "indicate", "indicated", "indicates", "indicating", "inform", "informed", "informing",
	"informs", "inquire", "inquired", "inquires", "inquiring", "insinuate", "insinuated", "insinuates",
	"insinuating", "insist", "insisted", "insisting", "insists", "instruct", "instructed", "instructing",
	"instructs", "interject", "interjected", "interjecting", "interjects", "intone", "intoned", "joke",
	"joked", "jokes", "joking", "lament", "lamented", "lamenting", "laments", "laugh", "laughed",
	"laughing", "laughs", "maintain", "maintained", "maintaining", "maintains", "marveled", "marvelled",
	"mention", "mentioned", "mentioning", "mentions", "messaged", "murmur", "murmured", "murmuring",
	"murmurs", "muse", "mused", "muses", "musing", "mutter", "muttered", "muttering", "mutters", "narrate",
	"narrated", "nodded", "note", "noted", "notes", "notified", "notifies", "notify", "notifying", "noting",
	"object", "objected", "objecting", "objects", "observe", "observed", "observes", "observing", "opine",
	"opined", "opines", "opining", "order", "ordered", "ordering", "orders", "persuade", "persuaded",
	"persuades", "persuading", "plead", "pleaded", "pleading", "pleads", "pledge", "pledged", "pledges",
	"pledging", "ponder", "pondered", "pondering", "ponders", "posit", "posited", "posits", "post",
	"posted", "posting", "posts", "postulate", "postulated", "postulates", "postulating", "praise",
	"praised", "praises", "praising", "preach", "preached", "preaches", "preaching", "predict", "predicted",
	"predicting", "predicts", "proclaim", "proclaimed", "proclaiming", "proclaims", "profess", "professed",
	"professes", "professing", "promise", "promised", "promises", "promising", "pronounce", "pronounced",
	"pronounces", "pronouncing", "prophesied", "prophesy", "propose", "proposed", "proposes", "proposing",
	"protest", "protested", "protesting", "protests", "queried", "queries", "query", "querying", "quip",
	"quipped", "quipping", "quips", "rail", "railed", "railing", "rails", "reason", "reasoned", "reasoning",
	"reasons", "recall", "recalled", "recalling", "recalls", "reckon", "reckoned", "reckoning", "reckons",
	"recollect", "recollected", "recollecting", "recollects", "recommend", "recommended", "recommending",
	"recommends", "record", "recorded", "recording", "records", "recount", "recounted", "recounting",
	"recounts", "reiterate", "reiterated", "reiterates", "reiterating", "reject", "rejected", "rejecting",
	"rejects", "rejoin", "rejoined", "relate", "related", "relates", "relating", "relayed", "remark",
	"remarked", "remarking", "remarks", "remember", "remembered", "remembering", "remembers", "remind",
	"reminded", "reminding", "reminds", "repeat", "repeated", "repeating", "repeats", "replied", "replies",
	"reply", "replying", "report", "reported", "reporting", "reports", "respond", "responded", "responding",
	"responds", "retort", "retorted", "retorting", "retorts", "reveal", "revealed", "revealing", "reveals",
	"roar", "roared", "roaring", "roars", "rued", "ruminate", "ruminated", "said", "sang", "say", "saying",
	"says", "scoff", "scoffed", "scoffing", "scoffs", "scream", "screamed", "screaming", "screams", "shout",
	"shouted", "shouting", "shouts", "shrugged", "sigh", "sighed", "sighing", "sighs", "sing", "singing",
	"sings", "smiled", "snap", "snapped", "snapping", "snaps", "snarl", "snarled", "sob", "sobbed",
	"sobbing", "sobs", "speak", "speaking", "speaks", "specified", "specifies", "specify", "specifying",
	"speculate", "speculated", "speculates", "speculating", "spoke", "spoken", "stammer", "stammered",
	"stammering", "stammers", "state", "stated", "states", "stating", "stipulate", "stipulated",
	"stipulates", "stress", "stressed", "stresses", "stressing", "suggest", "suggested", "suggesting",
	"suggests", "summarise", "summarised", "summarises", "summarising", "summarize", "summarized",
	"summarizes", "summarizing", "sung", "surmised", "surmising", "swear", "swearing", "swears", "swore",
	"sworn", "taught", "teach", "teaches", "teaching", "tell", "telling", "tells", "testified", "testifies",
	"testify", "testifying", "texted", "thank", "thanked", "thanking", "thanks", "theorise", "theorised",
	"theorises", "theorising", "theorize", "theorized", "theorizes", "theorizing", "think", "thinking",
	"thinks", "thought", "thunder", "thundered", "thundering", "thunders", "told", "tweet", "tweeted",
	"tweeting", "tweets", "underline", "underlined", "underlines", "underlining", "underscore",
	"underscored", "underscores", "underscoring", "urge", "urged", "urges", "urging", "vent", "vented",
	"venting", "vents", "ventured", "volunteered", "vow", "vowed", "vowing", "vows", "wailed", "warn",
	"warned", "warning", "warns", "welcome", "welcomed", "welcomes", "welcoming", "whined", "whisper",
	"whispered", "whispering", "whispers", "wondered", "wondering", "worried", "worries", "worry",
	"worrying", "write", "writes", "writing", "written", "wrote", "yell", "yelled", "yelling", "yells",
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
	return wordlist_has(reporting, COUNT(reporting), word);
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
