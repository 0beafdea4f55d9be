/* The folder that staff has at once for a change: where it may be, and that it is made from the
 * ledger alone, so that it can be made again. */
#include "night/staff_folder.h"

#include "night/change_letters.h"
#include "night/city.h"

#include <ftw.h>
#include <sys/stat.h>

#define EXPIRES "2027-02-10"
#define TODAY   "2026-11-25"

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *where)
{
	(void)status, (void)type, (void)where;
	return remove(path);
}

static const char *in_folder(struct city *city, const char *name)
{
	return arena_print(city->arena, "%s/%s", city->folder, name);
}

static int leave(void **state)
{
	struct city *city = *state;
	nftw(in_folder(city, "new"), remove_one, 8, FTW_DEPTH | FTW_PHYS);
	return city_close(state);
}

/* Staff cancels the appointment of the first letter, with a folder at this path. */
static struct staff_folder *order(struct city *city, const char *path)
{
	static const struct person due = {.id = "0002", .expires = EXPIRES};
	struct fault why = {0};
	struct night_result night = live_night(city, NIGHT, &due, 1);
	const struct notice *letter = letter_to(&night, "0002");
	const struct staff_act act = act_on(TODAY);
	const struct staff_change change = {.uid = letter->appointment.uid,
		.tell = true,
		.notice = letter->number,
		.resident = "0002"};
	struct promise *promise;
	struct recipient *recipient;
	struct staff_folder *folder;
	assert_true(ledger_begin(city->ledger, &why));
	assert_true(ledger_change(city->ledger, &change, &act, &why));
	assert_true(ledger_promise(city->ledger, change.uid, city->arena, &promise, &why));
	assert_true(ledger_recipient(city->ledger, letter->number, city->arena, &recipient, &why));
	struct notice notice = change_letter_of(promise, recipient, city->arena);
	struct notice_numbers numbers;
	const uint8_t *secret;
	assert_true(knowledge_read_secret(city->ledger, city->arena, &secret, &why));
	assert_true(knowledge_read_numbers(city->ledger, secret, on(TODAY), &numbers, &why));
	notice.night = on(TODAY);
	assert_true(notice_assign_number(&notice, &numbers, city->arena, &why));
	struct told_change tellings[8];
	change_tell_items(promise, REASON_EMPTY, notice.number, false, tellings);
	const struct staff_order order = {.uid = change.uid,
		.day = on(TODAY),
		.path = path,
		.notice = &notice,
		.tellings = tellings,
		.telling_count = promise->item_count,
		.pulled = ""};
	assert_true(ledger_order(city->ledger, &order, &why));
	staff_done(city);
	assert_true(ledger_staff_folder(city->ledger, change.uid, city->arena, &folder, &why));
	assert_non_null(folder);
	return folder;
}

static const char *sums_of(struct city *city, const char *path)
{
	char *text = arena_alloc(city->arena, 65536);
	FILE *file = fopen(arena_print(city->arena, "%s/SHA256SUMS", path), "r");
	assert_non_null(file);
	text[fread(text, 1, 65535, file)] = '\0';
	fclose(file);
	return text;
}

static void the_folder_is_written_once_and_can_be_made_again(void **state)
{
	struct city *city = *state;
	struct fault why = {0};
	const char *path = in_folder(city, "new");
	struct staff_folder *folder = order(city, path);
	assert_false(folder->issued);
	if (!staff_folder_write(city->ledger, folder, &city->setup, city->arena, &why))
		fail_msg("%s", why.message);
	const char *first = sums_of(city, path);
	assert_non_null(strstr(first, "mailroom/letters.pdf"));
	assert_true(ledger_staff_folder(city->ledger, folder->uid, city->arena, &folder, &why));
	assert_true(folder->issued);
	nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	assert_true(staff_folder_write(city->ledger, folder, &city->setup, city->arena, &why));
	assert_string_equal(first, sums_of(city, path));
}

/* Where the folder cannot be, the ledger goes on saying that it is not in place. */
static void a_folder_that_cannot_be_made_is_not_called_issued(void **state)
{
	struct city *city = *state;
	struct fault why = {0};
	struct staff_folder *folder = order(city, in_folder(city, "register.xml/new"));
	assert_false(staff_folder_write(city->ledger, folder, &city->setup, city->arena, &why));
	assert_true(why.message[0] != '\0');
	assert_true(ledger_staff_folder(city->ledger, folder->uid, city->arena, &folder, &why));
	assert_false(folder->issued);
}

static bool name_path(struct city *city, const char *given, const char **path, struct fault *why)
{
	*why = (struct fault){0};
	*path = NULL;
	return staff_folder_path(given, city->arena, path, why);
}

static void a_path_is_made_absolute_and_loses_its_last_slashes(void **state)
{
	struct city *city = *state;
	const char *path, *given = in_folder(city, "new");
	struct fault why;
	char here[1024];
	assert_true(name_path(city, given, &path, &why));
	assert_string_equal(given, path);
	assert_true(name_path(city, arena_print(city->arena, "%s//", given), &path, &why));
	assert_string_equal(given, path);
	assert_non_null(getcwd(here, sizeof here));
	assert_true(name_path(city, "not-there/", &path, &why));
	assert_string_equal(arena_print(city->arena, "%s/not-there", here), path);
	assert_int_equal(chdir("/"), 0);
	assert_true(name_path(city, "not-there", &path, &why));
	assert_string_equal("/not-there", path);
	assert_int_equal(chdir(here), 0);
}

static void what_is_there_or_names_no_folder_is_refused(void **state)
{
	struct city *city = *state;
	const char *link = in_folder(city, "new");
	const char *refused[] = {"/", "//", "/tmp/.", "/tmp/..", "/tmp/.hidden", city->folder,
		city->register_path, link};
	FILE *file = fopen(city->register_path, "w");
	assert_non_null(file);
	fclose(file);
	assert_int_equal(symlink("nowhere", link), 0);
	for (size_t i = 0; i < COUNT_OF(refused); i++) {
		const char *path;
		struct fault why;
		if (name_path(city, refused[i], &path, &why))
			fail_msg("%s is taken", refused[i]);
		assert_int_equal(why.kind, FAULT_OUTPUT);
		assert_non_null(strstr(
			why.message, i < 5 ? "cannot name a new folder" : "is there already"));
		assert_null(path);
	}
	unlink(link);
}

/* A working directory that has been deleted has no name. */
static void a_relative_path_needs_a_working_directory(void **state)
{
	struct city *city = *state;
	const char *path, *gone = in_folder(city, "new");
	struct fault why;
	char here[1024];
	assert_non_null(getcwd(here, sizeof here));
	assert_int_equal(mkdir(gone, 0700), 0);
	assert_int_equal(chdir(gone), 0);
	assert_int_equal(rmdir(gone), 0);
	bool done = name_path(city, "x", &path, &why);
	assert_int_equal(chdir(here), 0);
	assert_false(done);
	assert_int_equal(why.kind, FAULT_OUTPUT);
	assert_non_null(strstr(why.message, "no working directory"));
}

#define FOLDER_TEST(name) cmocka_unit_test_setup_teardown(name, city_open, leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(the_folder_is_written_once_and_can_be_made_again),
		FOLDER_TEST(a_folder_that_cannot_be_made_is_not_called_issued),
		FOLDER_TEST(a_path_is_made_absolute_and_loses_its_last_slashes),
		FOLDER_TEST(what_is_there_or_names_no_folder_is_refused),
		FOLDER_TEST(a_relative_path_needs_a_working_directory),
	};
	return cmocka_run_group_tests(tests, city_found, city_leave);
}
