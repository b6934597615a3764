#include "text/given.h"

#include "text/verb.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Given names of women in the Latin script, written down by hand; those that men bear as well are left out. Sorted. */
static const char *const women[] = {
	"abigail", "adele", "adriana", "agatha", "agnes", "aisha", "alexandra", "alice", "alicia", "alison",
	"amanda", "amber", "amelia", "amina", "amy", "anastasia", "angela", "angelina", "anita", "ann", "anna",
	"annabel", "anne", "annette", "annie", "antonia", "astrid", "audrey", "barbara", "beatrice", "becky",
	"bella", "bernadette", "beth", "betty", "beverley", "brenda", "bridget", "brigitte", "camilla", "carla",
	"carmen", "carol", "caroline", "carolyn", "catherine", "cecilia", "celia", "charlotte", "cheryl", "chloe",
	"christina", "christine", "claire", "clara", "clare", "claudia", "colette", "connie", "cora", "cynthia",
	"daisy", "danielle", "daphne", "deborah", "debra", "denise", "diana", "diane", "dolores", "donna", "dora",
	"doris", "dorothy", "edith", "eileen", "elaine", "eleanor", "elena", "elisabeth", "eliza", "elizabeth",
	"ella", "ellen", "ellie", "elsa", "emily", "emma", "erica", "erin", "esther", "ethel", "eva", "eve",
	"evelyn", "farah", "fatima", "faye", "felicity", "fiona", "flora", "florence", "frances", "freya", "frieda",
	"gabriela", "gail", "gemma", "georgina", "geraldine", "gertrude", "gillian", "gina", "gladys", "glenda",
	"gloria", "grace", "greta", "gwen", "gwyneth", "hannah", "harriet", "hazel", "heather", "heidi", "helen",
	"helena", "helga", "henrietta", "hilary", "holly", "ida", "ines", "ingrid", "irene", "iris", "isabel",
	"isabella", "isobel", "ivy", "jacqueline", "jane", "janet", "janice", "jasmine", "jeanette", "jemima",
	"jennifer", "jenny", "jessica", "jill", "joan", "joanna", "joanne", "josephine", "joyce", "judith", "judy",
	"julia", "julie", "juliet", "karen", "karin", "kate", "katherine", "kathleen", "kathryn", "kathy", "katie",
	"katrina", "kirsten", "kristen", "laila", "lara", "laura", "lauren", "leila", "lena", "leonora", "lillian",
	"lily", "linda", "lisa", "liz", "lois", "lola", "lorna", "lorraine", "louisa", "louise", "lucia", "lucille",
	"lucinda", "lucy", "lydia", "mabel", "madeleine", "maggie", "margaret", "margarita", "maria", "marianne",
	"marie", "marilyn", "marina", "marjorie", "marlene", "martha", "martina", "mary", "matilda", "maud",
	"maureen", "mavis", "maxine", "megan", "melanie", "melissa", "mercedes", "meredith", "mia", "michelle",
	"mildred", "miriam", "moira", "molly", "monica", "monique", "nadia", "nancy", "naomi", "natalie", "natasha",
	"nicole", "nina", "nora", "norma", "octavia", "olga", "olivia", "ophelia", "pamela", "patricia", "paula",
	"pauline", "penelope", "petra", "philippa", "phoebe", "phyllis", "polly", "priscilla", "rachel", "ramona",
	"rebecca", "rhoda", "rita", "roberta", "rosa", "rosalind", "rose", "rosemary", "ruth", "sabrina", "sally",
	"samantha", "sandra", "sara", "sarah", "selina", "serena", "sheila", "shirley", "silvia", "simone", "sofia",
	"sonia", "sophia", "sophie", "stella", "stephanie", "sue", "susan", "susanna", "suzanne", "sybil", "sylvia",
	"tabitha", "tamara", "tanya", "tatiana", "teresa", "tess", "thelma", "theresa", "therese", "tina", "ulrike",
	"una", "ursula", "valentina", "valerie", "vanessa", "vera", "veronica", "victoria", "viola", "violet",
	"virginia", "vivienne", "wendy", "winifred", "yasmin", "yolanda", "yvonne", "zainab", "zara", "zoe",
};

/* Given names of men, likewise. Sorted. */
static const char *const men[] = {
	"aaron", "abdul", "abdullah", "abraham", "adam", "adrian", "ahmad", "ahmed", "alan", "albert", "alberto",
	"alec", "alexander", "alfonso", "alfred", "ali", "alistair", "allan", "allen", "alvin", "ambrose", "amir",
	"anders", "andre", "andreas", "andrew", "andy", "angus", "anthony", "anton", "antonio", "archie", "arjun",
	"arnold", "arthur", "august", "austin", "barnaby", "barry", "bartholomew", "basil", "benedict", "benjamin",
	"bernard", "bertrand", "bill", "bjorn", "bob", "boris", "bradley", "brandon", "brendan", "brian", "bruce",
	"bruno", "bryan", "byron", "callum", "carl", "carlo", "carlos", "cedric", "charles", "charlie",
	"christopher", "claude", "clement", "clifford", "clive", "colin", "conrad", "craig", "curtis", "cyril",
	"damian", "dan", "daniel", "darren", "dave", "david", "dean", "dennis", "derek", "desmond", "dick", "diego",
	"dimitri", "dirk", "dmitri", "dominic", "don", "donald", "doug", "douglas", "duncan", "dwight", "dylan",
	"earl", "eddie", "edgar", "edmund", "eduardo", "edward", "edwin", "elliot", "elmer", "emil", "enrique",
	"eric", "erik", "ernest", "erwin", "ethan", "eugene", "evan", "fabian", "felix", "ferdinand", "fernando",
	"francesco", "francisco", "franco", "frank", "franklin", "fred", "frederick", "fritz", "gareth", "gary",
	"gavin", "geoffrey", "george", "gerald", "gerard", "giles", "giovanni", "glenn", "gordon", "graham", "greg",
	"gregory", "guillaume", "gunnar", "gunther", "gustav", "guy", "hamid", "hans", "harold", "harry", "harvey",
	"hassan", "hector", "heinrich", "henrik", "henry", "herbert", "herman", "horace", "howard", "hubert",
	"hugh", "hugo", "humphrey", "hussein", "ian", "ibrahim", "igor", "isaac", "ismail", "ivan", "jack", "jacob",
	"jacques", "jake", "jamal", "james", "jason", "javier", "jeff", "jeffrey", "jeremy", "jerome", "jerry",
	"jesse", "jim", "jimmy", "joachim", "joe", "joel", "johann", "john", "johnny", "jon", "jonas", "jonathan",
	"jorge", "jose", "joseph", "josh", "joshua", "juan", "juergen", "julian", "julius", "justin", "karl",
	"keith", "ken", "kenneth", "kevin", "klaus", "konrad", "kurt", "lance", "larry", "lars", "laurence",
	"lawrence", "leo", "leon", "leonard", "liam", "lionel", "lloyd", "lorenzo", "louis", "lucas", "luis",
	"luke", "malcolm", "manuel", "marc", "marco", "marcus", "mario", "mark", "marshall", "martin", "marvin",
	"matt", "matthew", "maurice", "max", "maximilian", "michael", "miguel", "mike", "mikhail", "milton",
	"mohamed", "mohammad", "mohammed", "muhammad", "murray", "mustafa", "nathan", "nathaniel", "neil", "nelson",
	"nicholas", "nick", "nigel", "nikolai", "noah", "noel", "norman", "oleg", "oliver", "omar", "orlando",
	"oscar", "oswald", "otto", "owen", "pablo", "patrick", "paul", "pedro", "perry", "pete", "peter", "phil",
	"philip", "philippe", "pierre", "quentin", "ralph", "ramon", "randolph", "raymond", "reginald", "rene",
	"rex", "ricardo", "richard", "rick", "robert", "roberto", "rodney", "roger", "roland", "ron", "ronald",
	"rory", "ross", "roy", "rudolf", "rufus", "rupert", "russell", "ryan", "salman", "samir", "samuel", "saul",
	"scott", "sean", "sebastian", "seth", "shaun", "sidney", "simon", "stanley", "stefan", "stephen", "steve",
	"steven", "stuart", "sven", "ted", "terence", "theo", "theodore", "thomas", "tim", "timothy", "tobias",
	"toby", "todd", "tom", "tomas", "tommy", "tony", "travis", "trevor", "tristan", "ulrich", "umar", "usman",
	"victor", "vincent", "vladimir", "wallace", "walter", "warren", "wayne", "werner", "wilfred", "wilhelm",
	"william", "winston", "wolfgang", "xavier", "yuri", "yusuf", "zachary",
};

/* Sorted. */
static const char *const her[] = {
	"abbess", "actress", "aunt", "baroness", "chairwoman", "congresswoman", "councilwoman", "countess", "dame", "daughter",
	"duchess", "empress", "girlfriend", "grandmother", "heiress", "heroine", "hostess", "lady", "madam", "miss", "mother",
	"mrs", "ms", "niece", "nun", "princess", "queen", "sister", "spokeswoman", "stepmother", "widow", "wife", "woman",
};
static const char *const his[] = {
	"baron", "boyfriend", "brother", "businessman", "cardinal", "chairman", "congressman", "councilman", "count", "duke",
	"emperor", "father", "grandfather", "husband", "king", "lord", "man", "monk", "mr", "nephew", "prince", "sir", "son",
	"spokesman", "statesman", "stepfather", "uncle", "widower",
};

enum gender given_gender(struct str low)
{
	if (wordlist_has(women, COUNT(women), low) || wordlist_has(her, COUNT(her), low))
		return GENDER_WOMAN;
	if (wordlist_has(men, COUNT(men), low) || wordlist_has(his, COUNT(his), low))
		return GENDER_MAN;
	return GENDER_OPEN;
}
