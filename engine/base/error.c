#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"

__attribute__((format(printf, 5, 0))) static int set(struct error *e, int code, size_t start, size_t end, const char *fmt, va_list args)
{
	if (!e)
		return code;
	e->code = code;
	e->offset = start;
	e->end = end;
	if (vsnprintf(e->text, sizeof e->text, fmt, args) < 0)
		e->text[0] = '\0';
	return code;
}

int error_set(struct error *e, int code, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	set(e, code, ERROR_NO_OFFSET, ERROR_NO_OFFSET, fmt, args);
	va_end(args);
	return code;
}

int error_at(struct error *e, int code, size_t start, size_t end, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	set(e, code, start, end, fmt, args);
	va_end(args);
	return code;
}

int error_wrap(struct error *e, const char *fmt, ...)
{
	char old[sizeof e->text];
	size_t len;
	va_list args;

	if (!e)
		return CC_EIO;
	memcpy(old, e->text, sizeof old);
	va_start(args, fmt);
	if (vsnprintf(e->text, sizeof e->text, fmt, args) < 0)
		e->text[0] = '\0';
	va_end(args);
	len = strlen(e->text);
	snprintf(e->text + len, sizeof e->text - len, ": %s", old);
	return e->code;
}

int error_memory(struct error *e)
{
	return error_set(e, CC_ENOMEM, "out of memory");
}

const struct error *error_copy(struct arena *a, const struct error *e)
{
	struct error *copy = arena_new(a, struct error);

	if (copy)
		*copy = *e;
	return copy;
}
