/* Every budget in one place. Reaching one makes a claim "not checked" and the message says which; it never makes it
 * "supported". Each has a fixture or unit test at the limit and one over. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

#define KIB(n) ((size_t)(n) << 10)
#define MIB(n) ((size_t)(n) << 20)

/* claim files, bibliographies, configuration */
#define LIMIT_CLAIM_FILE_BYTES MIB(256)
#define LIMIT_CONFIG_BYTES MIB(1)
#define LIMIT_BIBLIOGRAPHY_BYTES MIB(512)
#define LIMIT_LEDGER_BYTES MIB(256)     /* the baseline, the lock */
#define LIMIT_LEDGER_ENTRIES 1000000
#define LIMIT_DEPTH 32                 /* nesting of YAML, JSON and TeX groups */
#define LIMIT_CLAIMS_PER_FILE 1000000
#define LIMIT_EVIDENCE_PER_CLAIM 1000
#define LIMIT_QUOTE_BYTES KIB(64)
#define LIMIT_FIELD_BYTES MIB(1)       /* any other scalar */
#define LIMIT_PROBLEMS_PER_FILE 100    /* findings about one broken file */
#define LIMIT_FILES 1000000            /* files found in the folders of a run */
#define LIMIT_PATH_DEPTH 64            /* folders within folders */

/* sources */
#define LIMIT_SOURCE_BYTES MIB(1024)
#define LIMIT_HTML_BYTES MIB(64)
#define LIMIT_HTML_DEPTH 512
#define LIMIT_HTML_OPEN 8192           /* tags left open, before the page is parsed at all */
#define LIMIT_HTML_MEMORY MIB(2048)    /* of the parser, for one page */
#define LIMIT_HTML_SECONDS 10          /* of the processor, for one page */
#define LIMIT_PDF_BYTES MIB(512)
#define LIMIT_PDF_TEXT_BYTES MIB(128)  /* what pdftotext may print */
#define LIMIT_PDF_LAYOUT_BYTES MIB(512) /* the same with the box of every word; beyond, the text is read without them */
#define LIMIT_PDF_PAGES 20000
#define LIMIT_PDF_SECONDS 60
#define LIMIT_PDF_MEMORY MIB(2048)
#define LIMIT_PACKAGE_BYTES MIB(256)   /* a DOCX, ODT or EPUB file */
#define LIMIT_PACKAGE_MEMBERS 10000
#define LIMIT_PACKAGE_NAME_BYTES 1024
#define LIMIT_EXPANDED_BYTES MIB(128)  /* all that is read out of one package */
#define LIMIT_EXPANDED_RATIO 200       /* to the package's size, once more than LIMIT_EXPANDED_FREE_BYTES came out */
#define LIMIT_EXPANDED_FREE_BYTES MIB(16)
#define LIMIT_XML_DEPTH 512
#define LIMIT_FIELD_DEPTH 64           /* Word fields within fields */
#define LIMIT_EPUB_SECONDS 30          /* of the processor, for all chapters of a book */
#define LIMIT_ATTACHMENTS 64           /* files of one record */
#define LIMIT_SKIP_PATTERNS 100
#define LIMIT_SKIP_PATTERN_BYTES 1000
#define LIMIT_SKIP_SECONDS 10          /* of the processor, for one pattern over one source */

/* the past of a source, looked through for words that went; reaching one only ends the search */
#define LIMIT_HISTORY_COMMITS 100000   /* of one run, shared by the sources at fault; of one `history:` says how many */
#define LIMIT_HISTORY_BYTES MIB(64)    /* of versions read, in one run */
#define LIMIT_HISTORY_VERSION_BYTES MIB(16)
#define LIMIT_HISTORY_PDFS 16          /* versions of PDFs read, in one run */
#define LIMIT_HISTORY_QUOTES 256       /* of one run */
#define LIMIT_HISTORY_SECONDS 20       /* a last resort: the others are reached before it */

/* matching */
#define LIMIT_MATCH_STEPS 20000000     /* of one quote against one source */
#define LIMIT_ELLIPSES 64              /* in one quote */

/* regular expressions */
#define LIMIT_REGEX_MATCHES 1000000    /* PCRE2's match limit */

/* the network */
#define LIMIT_URL_BYTES KIB(8)
#define LIMIT_FETCH_BYTES MIB(64)      /* of one answer, decoded */
#define LIMIT_FETCH_HELD MIB(512)      /* of all answers under way */
#define LIMIT_FETCH_HEAD_BYTES KIB(256) /* of an answer's head */
#define LIMIT_FETCH_SECONDS 120        /* of one address, over all its redirects and tries */
#define LIMIT_FETCH_CONNECT_SECONDS 15
#define LIMIT_FETCH_QUIET_SECONDS 20   /* without a hundred bytes a second */
#define LIMIT_FETCH_REDIRECTS 10
#define LIMIT_FETCH_TRIES 4
#define LIMIT_FETCH_WAIT_SECONDS 30    /* that a server may ask to wait for (Retry-After) */

/* time */
#define LIMIT_NETWORK_NODES 4000000
#define LIMIT_DATES_BYTES MIB(256)     /* of one document of `citecheck dates` */

#endif
