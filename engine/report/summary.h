/* The closing lines of the formats for people: counts, statistics, and the supported claims of --show all. */
#ifndef REPORT_SUMMARY_H
#define REPORT_SUMMARY_H

#include "report/report.h"

/* "12 claims in 2 files, 14 quotes in 5 sources: 11 supported, 1 discrepant, 0 not checked (1 warning)". */
int summary_line(struct buf *out, const struct lint_result *result, const struct report_options *options);
/* What a state says of a claim, for people; no full stop. */
struct str summary_state_means(enum claim_state state);
/* What `supported` means and does not mean. */
int summary_meaning(struct buf *out, const struct lint_result *result, const struct report_options *options);
/* Findings by rule, quotes by verdict, files that were skipped. */
int summary_statistics(struct buf *out, const struct lint_result *result);
/* Every supported claim with the places of its quotes; with `excerpts` also the words of the quotes. */
int summary_supported(struct buf *out, const struct lint_result *result, const struct report_options *options,
                      bool excerpts);

#endif
