#ifndef COMMAND_COMMANDS_H
#define COMMAND_COMMANDS_H

#include "command/session.h"

/*
 * The commands of the program: one file each, the only floor that speaks (stdout, stderr). A
 * command gets its own arguments (argv[0] is its name) and answers with the exit status
 * (base/fault.h; 0 done, 1 done but residents were set aside).
 */

int command_run(const struct session *session, int argc, char **argv);
int command_plan(const struct session *session, int argc, char **argv);
int command_forecast(const struct session *session, int argc, char **argv);
int command_check(const struct session *session, int argc, char **argv);
int command_proof(const struct session *session, int argc, char **argv);
int command_hours(const struct session *session, int argc, char **argv);
int command_log(const struct session *session, int argc, char **argv);
int command_places(const struct session *session, int argc, char **argv);
int command_mailing(const struct session *session, int argc, char **argv);
int command_returned(const struct session *session, int argc, char **argv);
int command_hand(const struct session *session, int argc, char **argv);
int command_house(const struct session *session, int argc, char **argv);
int command_exception(const struct session *session, int argc, char **argv);
int command_backup(const struct session *session, int argc, char **argv);
int command_restore(const struct session *session, int argc, char **argv);
int command_verify(const struct session *session, int argc, char **argv);
int command_purge(const struct session *session, int argc, char **argv);
int command_reprint(const struct session *session, int argc, char **argv);
int command_appointment(const struct session *session, int argc, char **argv);
int command_status(const struct session *session, int argc, char **argv);
int command_report(const struct session *session, int argc, char **argv);
int command_effect(const struct session *session, int argc, char **argv);
int command_explain(const struct session *session, int argc, char **argv);

#endif
