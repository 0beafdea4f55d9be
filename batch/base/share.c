#include "base/share.h"

#include <math.h>

/* Wilson's limits are those shares that the score test would just not refuse. The smallest
 * difference is where difference and the distance that power asks for meet: that distance is
 * concave in the difference, so that they meet once at most. */

/* Quantiles of the normal distribution: of 0.975, and of 0.8. */
static const double two_sided = 1.959963984540054, power = 0.8416212335729143;

double share_value(struct share share)
{
	return share.of > 0 ? (double)share.hits / (double)share.of : 0;
}

struct share_interval share_wilson(struct share share)
{
	double p = share_value(share), n = (double)share.of, z2 = two_sided * two_sided;
	if (share.of <= 0)
		return (struct share_interval){0, 1};
	double middle = p + z2 / (2 * n);
	double reach = two_sided * sqrt((p * (1 - p) + z2 / (4 * n)) / n);
	return (struct share_interval){
		.low = share.hits == 0 ? 0 : (middle - reach) / (1 + z2 / n),
		.high = share.hits == share.of ? 1 : (middle + reach) / (1 + z2 / n),
	};
}

struct share_interval share_difference(struct share one, struct share other)
{
	double p1 = share_value(one), p2 = share_value(other);
	struct share_interval of1 = share_wilson(one), of2 = share_wilson(other);
	return (struct share_interval){
		.low = p1 - p2 - hypot(p1 - of1.low, of2.high - p2),
		.high = p1 - p2 + hypot(of1.high - p1, p2 - of2.low),
	};
}

bool share_differs(struct share one, struct share other)
{
	struct share_interval interval = share_difference(one, other);
	return interval.low > 0 || interval.high < 0;
}

/* How far a difference is beyond what would be seen, of shares `p1` and `p2`. */
static double far_beyond(double p1, double p2, double n1, double n2)
{
	double all = (n1 * p1 + n2 * p2) / (n1 + n2);
	return fabs(p1 - p2) - two_sided * sqrt(all * (1 - all) * (1 / n1 + 1 / n2)) -
	       power * sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2);
}

/* In one direction, to a share of `end`: below 0 where none would be. */
static double search_towards(double end, struct share one, struct share other)
{
	enum { HALVINGS = 50 };
	double p = share_value(other), n1 = (double)one.of, n2 = (double)other.of;
	double unseen = p, seen = end;
	if (end == p || far_beyond(end, p, n1, n2) < 0)
		return -1;
	for (int i = 0; i < HALVINGS; i++) {
		double middle = (unseen + seen) / 2;
		*(far_beyond(middle, p, n1, n2) < 0 ? &unseen : &seen) = middle;
	}
	return fabs(seen - p);
}

double share_detectable(struct share one, struct share other)
{
	if (one.of <= 0 || other.of <= 0)
		return -1;
	return fmax(search_towards(0, one, other), search_towards(1, one, other));
}
