#include "net/idn.h"

#include "base/limits.h"
#include "base/utf8.h"

#define LABEL_MOST 63 /* code points; as many bytes of ASCII (RFC 1035, section 2.3.4) */

/* RFC 3492, section 5 */
enum { BASE = 36, T_MIN = 1, T_MAX = 26, SKEW = 38, DAMP = 700, BIAS = 72, FIRST = 128 };

static char digit(uint32_t d)
{
	return (char)(d < 26 ? 'a' + d : '0' + d - 26);
}

static uint32_t adapt(uint32_t delta, uint32_t points, bool first)
{
	uint32_t k = 0;

	delta = first ? delta / DAMP : delta / 2;
	delta += delta / points;
	for (; delta > (BASE - T_MIN) * T_MAX / 2; k += BASE)
		delta /= BASE - T_MIN;
	return k + (BASE - T_MIN + 1) * delta / (delta + SKEW);
}

static void add_number(struct buf *b, uint32_t q, uint32_t bias)
{
	for (uint32_t k = BASE;; k += BASE) {
		uint32_t t = k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;
		if (q < t)
			break;
		buf_add_char(b, digit(t + (q - t) % (BASE - t)));
		q = (q - t) / (BASE - t);
	}
	buf_add_char(b, digit(q));
}

/* Section 6.3. With 63 code points at most nothing overflows 32 bits: 64 * 0x10FFFF. */
static void add_punycode(struct buf *b, const uint32_t *v, uint32_t n)
{
	uint32_t done = 0, basic, now = FIRST, delta = 0, bias = BIAS;

	for (uint32_t i = 0; i < n; i++)
		if (v[i] < FIRST) {
			buf_add_char(b, (char)v[i]);
			done++;
		}
	basic = done;
	if (basic > 0)
		buf_add_char(b, '-');
	while (done < n) {
		uint32_t next = UINT32_MAX;
		for (uint32_t i = 0; i < n; i++)
			next = v[i] >= now && v[i] < next ? v[i] : next;
		delta += (next - now) * (done + 1);
		now = next;
		for (uint32_t i = 0; i < n; i++) {
			delta += v[i] < now;
			if (v[i] != now)
				continue;
			add_number(b, delta, bias);
			bias = adapt(delta, done + 1, done == basic);
			delta = 0;
			done++;
		}
		delta++;
		now++;
	}
}

static int add_label(struct buf *b, const uint32_t *v, uint32_t n, struct error *e)
{
	bool ascii = true;

	for (uint32_t i = 0; i < n; i++)
		ascii = ascii && v[i] < FIRST;
	if (ascii) {
		for (uint32_t i = 0; i < n; i++)
			buf_add_char(b, (char)v[i]);
		return CC_OK;
	}
	for (uint32_t i = 0; i < n; i++)
		if (v[i] >= FIRST && (utf8_is_space(v[i]) || utf8_is_unsafe(v[i])))
			return error_set(e, CC_ENET, "no web address: a space or a sign that nobody sees in the host's name");
	buf_add(b, STR("xn--"));
	add_punycode(b, v, n);
	return CC_OK;
}

int net_ascii_host(struct arena *a, struct str host, struct str *out, struct error *e)
{
	uint32_t label[LABEL_MOST], n = 0;
	struct buf b;
	int rc = CC_OK;

	if (utf8_invalid_at(host) < host.len)
		return error_set(e, CC_ENET, "no web address: the host's name is not valid UTF-8");
	buf_init(&b, LIMIT_URL_BYTES);
	for (size_t at = 0; rc == CC_OK && at < host.len;) {
		uint32_t c = utf8_to_lower(utf8_next(host, &at)), whole = n > 0 ? utf8_compose(label[n - 1], c) : 0;
		if (c == '.' || c == 0x3002 || c == 0xFF0E || c == 0xFF61) { /* RFC 3490, section 3.1 */
			rc = add_label(&b, label, n, e);
			buf_add_char(&b, '.');
			n = 0;
		} else if (whole != 0) {
			label[n - 1] = whole;
		} else if (n == LABEL_MOST) {
			rc = error_set(e, CC_ENET, "no web address: a part of the host's name has more than %d letters", LABEL_MOST);
		} else {
			label[n++] = c;
		}
	}
	if (rc == CC_OK)
		rc = add_label(&b, label, n, e);
	if (rc == CC_OK) {
		*out = b.failed ? (struct str){ 0 } : str_copy(a, buf_str(&b));
		rc = out->ptr != NULL ? CC_OK : error_memory(e);
	}
	buf_release(&b);
	return rc;
}
