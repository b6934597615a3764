/* The temporal network: a contradiction of five links, size, and the properties of every chain against a plain
 * Bellman-Ford over random networks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "effort.h"
#include "time/network.h"

static uint32_t next(uint32_t *x)
{
	*x ^= *x << 13;
	*x ^= *x >> 17;
	*x ^= *x << 5;
	return *x;
}

/* Bellman-Ford over chosen links, from everywhere at once. */
static bool consistent(const struct network *n, const size_t *links, size_t n_links)
{
	static long d[64];
	bool changed = true;

	assert_true(n->n_nodes <= 64);
	for (size_t i = 0; i < n->n_nodes; i++)
		d[i] = 0;
	for (size_t round = 0; changed && round <= n->n_nodes; round++) {
		changed = false;
		for (size_t i = 0; i < n_links; i++) {
			const struct network_link *l = &n->links[links[i]];

			if (d[l->to] > d[l->from] + l->bound) {
				d[l->to] = d[l->from] + l->bound;
				changed = true;
			}
		}
	}
	return !changed;
}

static void check_chain(const struct network *n, const struct network_chain *c)
{
	long sum = 0;

	for (size_t i = 0; i < c->n; i++) {
		size_t rest[64], n_rest = 0;
		const struct network_link *l = &n->links[c->links[i]];

		sum += l->bound;
		assert_int_equal(l->to, n->links[c->links[(i + 1) % c->n]].from);
		for (size_t k = 0; k < c->n; k++) {
			if (k != i)
				rest[n_rest++] = c->links[k];
		}
		assert_true(consistent(n, rest, n_rest));
	}
	assert_true(sum < 0);
}

/* The fewest links of a negative cycle through `closing` and links of `taken`. */
static size_t fewest(const struct network *n, const size_t *taken, size_t n_taken, size_t closing)
{
	const struct network_link *c = &n->links[closing];
	long d[2][64];

	for (size_t i = 0; i < n->n_nodes; i++)
		d[0][i] = i == c->to ? 0 : 1L << 40;
	for (size_t k = 1; k <= n->n_nodes + 1; k++) {
		if (d[(k - 1) & 1][c->from] + c->bound < 0)
			return k;
		for (size_t i = 0; i < n->n_nodes; i++)
			d[k & 1][i] = d[(k - 1) & 1][i];
		for (size_t i = 0; i < n_taken; i++) {
			const struct network_link *l = &n->links[taken[i]];

			if (d[(k - 1) & 1][l->from] + l->bound < d[k & 1][l->to])
				d[k & 1][l->to] = d[(k - 1) & 1][l->from] + l->bound;
		}
	}
	return 0;
}

static void random_network(struct network *n, uint32_t *x)
{
	size_t nodes = 2 + next(x) % 9, links = next(x) % 40;

	while (n->n_nodes < nodes)
		network_node(n);
	for (size_t i = 0; i < links; i++) {
		size_t from = next(x) % nodes, to = next(x) % nodes;

		assert_int_equal(network_add(n, from, to, (long)(next(x) % 60) - 12, i), 0);
	}
}

static void random_networks(void **state)
{
	uint32_t x = 2463534242u;
	size_t contradictions = 0;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct arena a;
		struct network n;
		struct network_chain *chains;
		size_t n_chains, taken[64], n_taken = 0, at = 0;

		arena_init(&a);
		network_init(&n, &a);
		random_network(&n, &x);
		assert_int_equal(network_solve(&n, &a, SIZE_MAX, &chains, &n_chains, NULL), 0);
		for (size_t l = 0; l < n.n_links; l++) {
			taken[n_taken++] = l;
			if (consistent(&n, taken, n_taken))
				continue;
			n_taken--;
			assert_true(at < n_chains);
			assert_int_equal(chains[at].links[0], l);
			assert_int_equal(chains[at].n, fewest(&n, taken, n_taken, l));
			check_chain(&n, &chains[at++]);
			contradictions++;
		}
		assert_int_equal(at, n_chains);
		arena_release(&a);
	}
	assert_true(contradictions > 10000);
}

/* A siege of at least 90 days began on day 100 or later; the flood (an event) came no earlier than 20 days after the
 * siege ended; the bridge is claimed to be opened after the flood, and to be open by day 150. Five links. */
static void five_links(void **state)
{
	struct arena a;
	struct network n;
	struct network_chain *chains;
	size_t n_chains, siege, siege_end, flood, bridge;

	(void)state;
	arena_init(&a);
	network_init(&n, &a);
	siege = network_node(&n);
	siege_end = network_node(&n);
	flood = network_node(&n);
	bridge = network_node(&n);
	network_add(&n, siege, 0, -100, 1);        /* siege >= 100 */
	network_add(&n, 0, siege, 5000, 2);
	network_add(&n, siege_end, siege, -90, 3); /* lasted at least 90 days */
	network_add(&n, flood, siege_end, -20, 4); /* 20 days later */
	network_add(&n, 0, bridge, 150, 5);        /* by day 150 */
	network_add(&n, bridge, 0, -10, 6);
	network_add(&n, bridge, flood, 0, 7);      /* after the flood */
	assert_int_equal(network_solve(&n, &a, SIZE_MAX, &chains, &n_chains, NULL), 0);
	assert_int_equal(n_chains, 1);
	assert_int_equal(chains[0].n, 5);
	assert_int_equal(n.links[chains[0].links[0]].label, 7);
	assert_int_equal(n.links[chains[0].links[1]].label, 4);
	assert_int_equal(n.links[chains[0].links[2]].label, 3);
	assert_int_equal(n.links[chains[0].links[3]].label, 1);
	assert_int_equal(n.links[chains[0].links[4]].label, 5);
	check_chain(&n, &chains[0]);
	arena_release(&a);
}

static void claim_with_dates(struct network *n, size_t node, long first, long last, size_t label)
{
	assert_int_equal(network_add(n, node, 0, -first, label), 0);
	assert_int_equal(network_add(n, 0, node, last, label), 0);
}

/* Claims of a start and an end each, chained, every tenth order wrong. */
static void solve_chained(void *ctx, size_t claims)
{
	struct arena a;
	struct network n;
	struct network_chain *chains;
	size_t n_chains, first = 1, *most = ctx;

	arena_init(&a);
	network_init(&n, &a);
	for (size_t i = 0; i < 2 * claims; i++)
		network_node(&n);
	for (size_t i = 0; i < claims; i++) {
		claim_with_dates(&n, first + 2 * i, 1000 + (long)i, 1030 + (long)i, i);
		claim_with_dates(&n, first + 2 * i + 1, 1000 + (long)i, 1030 + (long)i, i);
		network_add(&n, first + 2 * i + 1, first + 2 * i, 0, i);
	}
	for (size_t i = claims - 1; i > 0; i--) {
		bool wrong = i % 10 == 0 && i > 40;

		/* i is after i - 1; or, wrongly, i - 40 after i */
		network_add(&n, first + 2 * (wrong ? i - 40 : i), first + 2 * (wrong ? i : i - 1) + 1, 0, claims + i);
	}
	assert_int_equal(network_solve(&n, &a, *most, &chains, &n_chains, NULL), 0);
	assert_int_equal(n_chains, *most < claims / 10 - 5 ? *most : claims / 10 - 5);
	for (size_t i = 0; i < n_chains; i++)
		assert_true(chains[i].n <= 4);
	arena_release(&a);
}

static void ten_thousand_claims(void **state)
{
	size_t all = SIZE_MAX, few = 5;

	(void)state;
	solve_chained(&all, 10000);
	/* each contradiction is looked for in the whole network, and their number is bounded */
	assert_true(effort_is_linear(solve_chained, &few, 10000, 100, "a network"));
}

static void stops_at_the_limit(void **state)
{
	struct arena a;
	struct network n;
	struct network_chain *chains;
	size_t n_chains, x, y;

	(void)state;
	arena_init(&a);
	network_init(&n, &a);
	x = network_node(&n);
	y = network_node(&n);
	network_add(&n, x, y, -1, 0);
	for (int i = 0; i < 9; i++)
		network_add(&n, y, x, 0, 1);
	network_add(&n, x, x, -1, 2);
	assert_int_equal(network_solve(&n, &a, 3, &chains, &n_chains, NULL), 0);
	assert_int_equal(n_chains, 3);
	assert_int_equal(network_solve(&n, &a, SIZE_MAX, &chains, &n_chains, NULL), 0);
	assert_int_equal(n_chains, 10);
	assert_int_equal(chains[9].n, 1);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(five_links),
		cmocka_unit_test(random_networks),
		cmocka_unit_test(ten_thousand_claims),
		cmocka_unit_test(stops_at_the_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
