#include "report/html_style.h"

/* Colours of text are at least 4.5 to 1 on what lies under them, in both schemes; words and underlines tell the same. */
static const char *const light =
	"--ground:#fff;--panel:#f5f6f8;--text:#1b1f24;--dim:#575e66;--line:#d3d7dc;--error:#b3261e;--warning:#855000;"
	"--note:#0b57a4;--good:#176b34;--mark:#ffe58f;--mark-text:#1b1f24;--focus:#0b57a4";
static const char *const dark =
	"--ground:#14171a;--panel:#1e2226;--text:#e6e8ea;--dim:#a5adb5;--line:#3b4249;--error:#ff9086;--warning:#f0b849;"
	"--note:#85bbff;--good:#74d58d;--mark:#5f4b00;--mark-text:#fff0c2;--focus:#85bbff";

static const char *const rules[] = {
	"*{box-sizing:border-box}",
	"html{-webkit-text-size-adjust:100%;text-size-adjust:100%}",
	"body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.5 system-ui,sans-serif;"
	"overflow-wrap:anywhere}",
	"header,main,footer{max-width:60rem;margin:0 auto;padding:1rem 1.25rem}",
	"h1{font-size:1.6rem;line-height:1.2;margin:.5rem 0}",
	"h2{font-size:1.3rem;margin:2.5rem 0 .75rem;border-bottom:2px solid var(--line);padding-bottom:.25rem}",
	"h3{font-size:1.05rem;margin:2rem 0 .5rem}",
	"h4{font-size:1rem;margin:1.75rem 0 .25rem}",
	".what{font-size:1rem;font-weight:600;margin:0}",
	"header{padding-bottom:0}",
	"main{padding-top:0}",
	"main>section:first-child>h2{margin-top:1.25rem}",
	"p{margin:.4rem 0}",
	"a{color:var(--note)}",
	"a:focus-visible,summary:focus-visible{outline:3px solid var(--focus);outline-offset:2px}",
	"code,pre,.place{font-family:ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace;font-size:.875rem}",
	".dim,.place{color:var(--dim)}",
	".totals{font-size:1.1rem}",
	/* the states, as a row of numbers that lead to their claims */
	".states{display:flex;flex-wrap:wrap;gap:.5rem;list-style:none;margin:1rem 0;padding:0}",
	".states a{display:block;padding:.35rem .8rem;border:1px solid var(--line);border-radius:.4rem;"
	"background:var(--panel);color:var(--text);text-decoration:none}",
	".states a:hover{text-decoration:underline}",
	".states b{font-size:1.2rem}",
	".means{margin:1rem 0}",
	".means dt{font-weight:600}",
	".means dd{margin:0 0 .4rem;color:var(--dim)}",
	".state{font-weight:600;white-space:nowrap}",
	".supported .state{color:var(--good)}",
	".verified_earlier .state{color:var(--note)}",
	".discrepant .state{color:var(--error)}",
	".unchecked .state{color:var(--warning);border:1px dashed;border-radius:.25rem;padding:0 .3rem}",
	".says{border-left:3px solid var(--line);padding-left:.75rem;margin:.4rem 0}",
	/* a finding */
	".finding{margin:1rem 0;padding:.75rem 1rem;border:1px solid var(--line);border-left-width:5px;"
	"border-radius:.4rem}",
	".finding.error{border-left-color:var(--error)}",
	".finding.warning{border-left-color:var(--warning)}",
	".finding.note{border-left-color:var(--note)}",
	".level{display:inline-block;padding:0 .45rem;border:1px solid;border-radius:.25rem;font-size:.8rem}",
	".error .level{color:var(--error)}",
	".warning .level{color:var(--warning)}",
	".note .level{color:var(--note)}",
	"figure{margin:.6rem 0}",
	"figure pre{margin:.15rem 0;padding:.4rem .6rem;background:var(--panel);border-radius:.3rem;white-space:pre-wrap;"
	"unicode-bidi:plaintext}",
	".number{color:var(--dim);user-select:none;-webkit-user-select:none;padding-right:.75rem}",
	"mark{background:var(--mark);color:var(--mark-text);text-decoration:underline;text-decoration-thickness:2px;"
	"text-underline-offset:3px;border-radius:.15rem}",
	".label{margin:.1rem 0 .1rem .6rem;font-size:.925rem}",
	".labels{margin:.1rem 0;padding-left:2rem;font-size:.925rem}",
	"sup{font-size:.7rem;font-weight:600}",
	"details{margin:.5rem 0 0}",
	"summary{cursor:pointer;color:var(--note)}",
	"details>div{max-width:46rem;margin:.25rem 0 .25rem .25rem;padding-left:.75rem;border-left:3px solid var(--line)}",
	"pre.edit{margin:.25rem 0;white-space:pre-wrap;unicode-bidi:plaintext}",
	"del{color:var(--error)}",
	"ins{color:var(--good);text-decoration:underline}",
	/* all claims; a target before the list leaves one state */
	".claims,.hidden{list-style:none;margin:0;padding:0}",
	".claims>li,.hidden>li{padding:.6rem 0;border-bottom:1px solid var(--line)}",
	".quotes{margin:.25rem 0 0;padding-left:1.25rem;font-size:.925rem}",
	".filter:target{outline:none}",
	"#only-supported:target~.claims>:not(.supported),#only-discrepant:target~.claims>:not(.discrepant),"
	"#only-unchecked:target~.claims>:not(.unchecked),"
	"#only-verified_earlier:target~.claims>:not(.verified_earlier){display:none}",
	"#only-supported:target~nav a[href='#only-supported'],#only-discrepant:target~nav a[href='#only-discrepant'],"
	"#only-unchecked:target~nav a[href='#only-unchecked'],"
	"#only-verified_earlier:target~nav a[href='#only-verified_earlier']{border:2px solid;font-weight:600}",
	".none{color:var(--good);font-weight:600}",
	"@media (max-width:30rem){header,main,footer{padding:.75rem}.finding{padding:.6rem .7rem}h1{font-size:1.35rem}"
	".labels{padding-left:1.5rem}}",
	"@media print{body{font-size:10pt}header,main,footer{max-width:none;padding:0}nav,details:not([open]){display:none}"
	".finding,.claims>li,figure{break-inside:avoid}h2,h3,h4,h5{break-after:avoid}a{color:inherit;text-decoration:none}"
	"mark,figure pre{-webkit-print-color-adjust:exact;print-color-adjust:exact}}",
};

int html_style(struct buf *out)
{
	buf_addf(out, ":root{color-scheme:light dark;%s}\n", light);
	/* paper stays light */
	buf_addf(out, "@media screen and (prefers-color-scheme:dark){:root{%s}}\n", dark);
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		buf_add(out, str_from(rules[i]));
		buf_add_char(out, '\n');
	}
	return 0;
}
