#include "model/desks.h"

#include <math.h>

/* Who comes is drawn as a binomial number. One more appointment makes it larger, so the last number
 * of appointments that is still within the chance is the one. */

static const double CHANCE = 0.05;

/* The chance that of `people` more come than `desks`. */
static double chance_of_more(int people, int desks, double comes)
{
	double exactly = pow(1 - comes, people), most = exactly; /* none comes; so many or fewer */
	for (int come = 1; come <= desks; come++) {
		exactly *= (people - come + 1) * comes / (come * (1 - comes));
		most += exactly;
	}
	return 1 - most;
}

int desks_expecting(int desks, int permille)
{
	if (permille == 0 || desks < EXPECTING_DESKS_LEAST)
		return desks;
	int people = desks;
	while (chance_of_more(people + 1, desks, permille / 1000.0) <= CHANCE)
		people++;
	return people;
}

bool desks_proven(int permille, struct share came)
{
	return permille != 0 && came.of >= EXPECTING_SEEN_LEAST &&
	       share_wilson(came).high <= permille / 1000.0;
}
