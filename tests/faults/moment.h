#ifndef TESTS_FAULTS_MOMENT_H
#define TESTS_FAULTS_MOMENT_H

/*
 * A process that is stopped at one moment: at the n-th of its calls of one kind to the system it is
 * killed, or that call fails. The kernel hands each watched call to us before it is done (seccomp's
 * user notification); all others cost nothing, nobody traces the process, and its threads and
 * children are watched with it. As strace's `inject`, at a tenth of its price.
 */

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* The kinds of calls by name; one that this machine's kernel does not have is never made. */
static const struct moment_call {
	const char *name;
	int number;
} moment_calls[] = {
#ifdef SYS_mkdir
	{"mkdir", SYS_mkdir},
	{"rename", SYS_rename},
	{"unlink", SYS_unlink},
#endif
	{"mkdirat", SYS_mkdirat},
	{"renameat", SYS_renameat},
	{"renameat2", SYS_renameat2},
	{"unlinkat", SYS_unlinkat},
	{"openat", SYS_openat},
	{"close", SYS_close},
	{"newfstatat", SYS_newfstatat},
	{"fcntl", SYS_fcntl},
	{"getdents64", SYS_getdents64},
	{"write", SYS_write},
	{"pwrite64", SYS_pwrite64},
	{"pread64", SYS_pread64},
	{"ftruncate", SYS_ftruncate},
	{"fsync", SYS_fsync},
	{"fdatasync", SYS_fdatasync},
	{"syncfs", SYS_syncfs},
};

enum { MOMENT_CALLS = sizeof moment_calls / sizeof moment_calls[0] };

struct moment {
	bool watched[MOMENT_CALLS]; /* calls that are counted */
	int call;                   /* the one of them that the moment is at, -1: none is */
	long at;                    /* from 1 */
	int error;                  /* what the call fails with; 0: the process is killed */
};

/* The place of a call in the table; -1: it is not there. */
static inline int moment_find(const char *name)
{
	for (int i = 0; i < MOMENT_CALLS; i++)
		if (strcmp(moment_calls[i].name, name) == 0)
			return i;
	return -1;
}

/* In the child: from now on each watched call waits for an answer. The listener; -1 where this
 * kernel cannot do it. */
static inline int moment_listen(const struct moment *moment)
{
	struct sock_filter filter[2 * MOMENT_CALLS + 2] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr))};
	unsigned short length = 1;
	for (int i = 0; i < MOMENT_CALLS; i++) {
		if (!moment->watched[i])
			continue;
		filter[length++] = (struct sock_filter)BPF_JUMP(
			BPF_JMP | BPF_JEQ | BPF_K, (unsigned)moment_calls[i].number, 0, 1);
		filter[length++] =
			(struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF);
	}
	filter[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	struct sock_fprog program = {length, filter};
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return -1;
	return (int)syscall(
		SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
}

/* Hands a descriptor to the process at the other end of a pair of sockets, or takes it there. */
static inline bool moment_pass(int socket, int *descriptor, bool take)
{
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(sizeof(int))];
	} control = {0};
	char byte = 0;
	struct iovec bytes = {&byte, 1};
	struct msghdr message = {.msg_iov = &bytes,
		.msg_iovlen = 1,
		.msg_control = control.room,
		.msg_controllen = sizeof control.room};
	if (take) {
		if (recvmsg(socket, &message, MSG_CMSG_CLOEXEC) != 1 ||
			CMSG_FIRSTHDR(&message) == NULL)
			return false;
		memcpy(descriptor, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof *descriptor);
		return true;
	}
	control.head = (struct cmsghdr){CMSG_LEN(sizeof(int)), SOL_SOCKET, SCM_RIGHTS};
	memcpy(CMSG_DATA(&control.head), descriptor, sizeof *descriptor);
	return sendmsg(socket, &message, 0) == 1;
}

/* Answers each call until the child has ended; the moment has come when *reached. */
static inline void moment_answer(
	const struct moment *moment, pid_t child, int listener, long counts[], bool *reached)
{
	struct pollfd waits[] = {{.fd = listener, .events = POLLIN},
		{.fd = (int)syscall(SYS_pidfd_open, child, 0), .events = POLLIN}};
	while (poll(waits, 2, -1) > 0) {
		if ((waits[0].revents & POLLIN) == 0)
			break; /* nobody waits for an answer, and the child is no more */
		struct seccomp_notif call = {0};
		if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &call) != 0)
			continue; /* its caller was killed meanwhile */
		struct seccomp_notif_resp answer = {
			.id = call.id, .flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE};
		int kind = 0;
		while (moment_calls[kind].number != call.data.nr)
			kind++;
		counts[kind]++;
		if (kind == moment->call && counts[kind] == moment->at) {
			*reached = true;
			answer.flags = 0;
			answer.error = -moment->error;
			/* Before it is answered, so the call is not done. */
			if (moment->error == 0 && kill(child, SIGKILL) == 0)
				continue;
		}
		ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
	}
	close(waits[1].fd);
}

/* Does `work` in a child, whose exit status it gives, and breaks it at the moment. How the child
 * ended, as waitpid tells it; `counts` (of MOMENT_CALLS, may be NULL) of the calls that were made;
 * whether the moment came (`reached` may be NULL). Ends the process where the kernel cannot do it.
 */
static inline int moment_break(const struct moment *moment, int (*work)(void *context),
	void *context, long *counts, bool *reached)
{
	int pair[2], listener = -1, status = 0;
	long own[MOMENT_CALLS] = {0};
	bool came = false;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		abort();
	pid_t child = fork();
	if (child == 0) {
		/* Not closed by hand: that would be a call, and it may be watched. */
		listener = moment_listen(moment);
		if (listener < 0 || !moment_pass(pair[1], &listener, false))
			_exit(125);
		_exit(work(context));
	}
	close(pair[1]);
	if (child < 0 || !moment_pass(pair[0], &listener, true)) {
		fprintf(stderr,
			"this kernel cannot watch a process's calls (Linux 5.9, seccomp)\n");
		exit(125);
	}
	close(pair[0]);
	moment_answer(moment, child, listener, counts != NULL ? counts : own, &came);
	close(listener);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (reached != NULL)
		*reached = came;
	return status;
}

#endif
