#include "model/attended.h"

/* The ledger's words; the order is the enum's. */

const char *const attendance_words[ATTENDANCES] = {
	[ATTENDANCE_NOT_YET] = "not-yet",
	[ATTENDANCE_CAME] = "came",
	[ATTENDANCE_OTHERWISE] = "otherwise",
	[ATTENDANCE_UNRESOLVED] = "unresolved",
	[ATTENDANCE_GONE] = "gone",
	[ATTENDANCE_RETURNED] = "returned",
	[ATTENDANCE_WITHDRAWN] = "withdrawn",
};
