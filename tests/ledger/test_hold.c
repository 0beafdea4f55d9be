#include "ledger/hold.h"

#include "ledger/nights.h"

#include <sys/stat.h>
#include <sys/wait.h>

/* One ledger under several names, and who waits for whom. */

static const char *in_folder(const struct scene *scene, const char *name)
{
	return arena_print(scene->arena, "%s/%s", scene->folder, name);
}

static enum fault_kind try_open(const char *path, enum ledger_mode mode, const char *words)
{
	struct ledger *ledger = NULL;
	struct fault why = {0};
	if (ledger_open(path, mode, &ledger, &why)) {
		ledger_close(ledger);
		return FAULT_NONE;
	}
	if (strstr(why.message, words) == NULL || strstr(why.message, path) == NULL)
		fail_msg("%s", why.message);
	return why.kind;
}

static void test_links_lead_to_the_one_ledger(void **state)
{
	struct scene *scene = *state;
	const char *link = in_folder(scene, "link.db"), *chain = in_folder(scene, "chain.db");
	const char *folder = in_folder(scene, "folder");
	assert_int_equal(mkdir(in_folder(scene, "sub"), 0755), 0);
	assert_int_equal(symlink("ledger.db", link), 0);
	assert_int_equal(symlink(link, chain), 0);
	assert_int_equal(symlink(scene->folder, folder), 0);
	char *before = getcwd(NULL, 0);
	assert_int_equal(chdir(scene->folder), 0);
	const char *const names[] = {scene->path, link, chain, "ledger.db", "./ledger.db",
		"sub/../ledger.db", in_folder(scene, "folder/link.db")};
	ledger_close(must_open(scene, LEDGER_WRITE));
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct scene named = *scene;
		named.path = names[i];
		struct ledger *ledger = must_open(&named, LEDGER_WRITE);
		for (size_t k = 0; k < sizeof names / sizeof names[0]; k++)
			assert_int_equal(
				try_open(names[k], LEDGER_WRITE, "another run"), FAULT_BUSY);
		ledger_close(ledger);
		assert_int_equal(try_open(names[i], LEDGER_READ, ""), FAULT_NONE);
	}
	/* One lock, one journal: nothing lies beside the links. */
	assert_int_equal(access(in_folder(scene, "link.db.lock"), F_OK), -1);
	assert_int_equal(chdir(before), 0);
	free(before);
	unlink(link);
	unlink(chain);
	unlink(folder);
	rmdir(in_folder(scene, "sub"));
}

static void test_names_that_hide_a_ledger_are_refused(void **state)
{
	struct scene *scene = *state;
	const char *other = in_folder(scene, "other.db"), *gone = in_folder(scene, "gone.db");
	const char *pipe = in_folder(scene, "pipe");
	ledger_close(must_open(scene, LEDGER_WRITE));
	assert_int_equal(link(scene->path, other), 0);
	assert_int_equal(try_open(other, LEDGER_WRITE, "hard link"), FAULT_OUTPUT);
	assert_int_equal(try_open(scene->path, LEDGER_WRITE, "hard link"), FAULT_OUTPUT);
	assert_int_equal(try_open(scene->path, LEDGER_READ, "hard link"), FAULT_INPUT);
	assert_int_equal(unlink(other), 0);
	assert_int_equal(try_open(scene->path, LEDGER_WRITE, ""), FAULT_NONE);

	assert_int_equal(symlink("nowhere.db", gone), 0);
	assert_int_equal(try_open(gone, LEDGER_WRITE, "not there"), FAULT_OUTPUT);
	assert_int_equal(access(in_folder(scene, "nowhere.db"), F_OK), -1);
	assert_int_equal(try_open(gone, LEDGER_READ, "not there"), FAULT_INPUT);
	assert_int_equal(unlink(gone), 0);

	assert_int_equal(try_open(scene->folder, LEDGER_WRITE, "no ordinary file"), FAULT_OUTPUT);
	assert_int_equal(mkfifo(pipe, 0600), 0);
	assert_int_equal(try_open(pipe, LEDGER_WRITE, "no ordinary file"), FAULT_OUTPUT);
	assert_int_equal(try_open(pipe, LEDGER_READ, "no ordinary file"), FAULT_INPUT);
	assert_int_equal(unlink(pipe), 0);
}

/* Somebody who will let go of it soon is waited for; somebody who does not is told of. */
static void test_a_held_ledger_is_waited_for(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	struct fault why = {0};
	int begun[2], status;
	char byte = 0;
	ledger_close(ledger);
	assert_int_equal(pipe(begun), 0);
	pid_t child = fork();
	if (child == 0) {
		if (!ledger_open(scene->path, LEDGER_WRITE, &ledger, &why) ||
			write(begun[1], &byte, 1) != 1)
			_exit(99);
		usleep(400000);
		_exit(0); /* and the kernel gives the lock back */
	}
	assert_int_equal(read(begun[0], &byte, 1), 1);
	ledger = NULL;
	assert_true(ledger_await(scene->path, LEDGER_WRITE, 30, &ledger, &why));
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	struct ledger *second = NULL;
	assert_false(ledger_await(scene->path, LEDGER_WRITE, 1, &second, &why));
	assert_int_equal(why.kind, FAULT_BUSY);
	ledger_close(ledger);
	close(begun[0]);
	close(begun[1]);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_open, scene_close)
	const struct CMUnitTest tests[] = {
		TEST(test_links_lead_to_the_one_ledger),
		TEST(test_names_that_hide_a_ledger_are_refused),
		TEST(test_a_held_ledger_is_waited_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
