#include "model/bound.h"

/* Exact: thousandths of counts in 64 bits, nothing is rounded. */

bool bound_passed(const struct bound *bound, long part, long whole)
{
	if (part <= 0 || bound->permille >= BOUND_NEVER)
		return false;
	if (part >= whole && whole >= bound->all)
		return true;
	return part > bound->free && (long long)part * 1000 > (long long)whole * bound->permille;
}
